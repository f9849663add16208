"""The public pages of each agency, its open data, and the list of agencies. No script, no other host, no cookie."""
