"""Pages fetched from their addresses, politely."""
