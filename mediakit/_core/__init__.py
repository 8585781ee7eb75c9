"""Shared ground: tables, spans, codebooks, resources, execution, provenance, errors."""
