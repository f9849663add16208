"""One file a topic; each defines ``JOBS``. The catalogue finds them."""
