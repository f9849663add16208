"""The console: where an agency's administrator looks after what the bot says. It works without script."""
