"""Values and vocabularies of the field. A neutral corner: it imports nothing of ours but ``dialogs.thai``."""
