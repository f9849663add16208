"""What happened: one small file per kind of LINE event, and the turn."""
