"""The worker: runs turns. Any number of workers may run on any number of machines."""
