from dialogs.records.errors import CommandError as CommandError
