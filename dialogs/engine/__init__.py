"""The dialog engine: (conversation, message, facts) -> (conversation', answer, effects). Pure."""
