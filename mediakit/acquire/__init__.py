"""Files, feeds, archives and data sets in; articles, rejects and copies out."""
