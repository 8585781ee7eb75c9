"""Tables of results in; matplotlib Axes out, one figure a module."""
