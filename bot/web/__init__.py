"""The web process of the general side: webhooks and public pages."""
