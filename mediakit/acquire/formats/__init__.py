"""Readers of text, tables, feeds, wires, archives and what services answer with."""
