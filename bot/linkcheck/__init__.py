"""Looking at published addresses: politely, one request at a time, and never at anything inside our own network."""
