"""Articles in; mentions of actors and quotations with their speakers out."""
