"""What an administrator may change. Every function changes one thing and keeps the change in the audit with it."""
