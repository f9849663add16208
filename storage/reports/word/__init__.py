"""Making Word files in Thai: runs, paragraphs, tables, pages."""
