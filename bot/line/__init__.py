"""The gateway to LINE. The only package that imports the official SDK."""
