"""The complaint app: the form without script, and the webhook of the complaint account. A process of its own."""
