"""Understanding of Thai as people type it: intents, facts, and knowing when it does not know."""
