"""The command line, a file for each command. Results go to stdout, messages to stderr."""
