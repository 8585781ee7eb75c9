"""Readers of what press databases export: Nexis, Factiva, Europresse, ProQuest."""
