"""Parts of a document, read from its logical tables and paragraphs."""
