"""Published corpora by name."""
