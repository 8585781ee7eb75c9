"""Automated scores and human codes of some articles in; what the scores' errors do to estimates out."""
