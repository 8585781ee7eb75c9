"""Articles in; the events they tell of, and who covered them, out."""
