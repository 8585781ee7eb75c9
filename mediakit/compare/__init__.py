"""Scores in; estimates and contrasts between groups out."""
