"""Checks: each looks at a document and proposes; none decides. A warning has a code, a line, a quote and a note."""
