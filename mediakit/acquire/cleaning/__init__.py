"""Texts and their lines: furniture, credits, dates and language told from what an article says."""
