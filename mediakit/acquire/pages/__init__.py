"""Saved web pages: headline, byline, date and paragraphs."""
