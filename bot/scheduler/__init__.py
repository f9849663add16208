"""The scheduler process: jobs at their moments, and the sender of what waits to be pushed. One of them leads."""
