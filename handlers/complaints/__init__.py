"""What reporters do, one use case a file. Knows no Flask; the words come from ``dialogs.complaints``."""
