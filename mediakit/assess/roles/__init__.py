"""Articles, mentions and quotes in, the role of each actor out: protagonist, antagonist or innocent."""
