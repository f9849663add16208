"""The officers' desk: a process of its own, server-rendered, without script."""
