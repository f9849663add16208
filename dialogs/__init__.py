"""What the bot says. Pure: no Flask, Redis, SQL or LINE client below this package."""
