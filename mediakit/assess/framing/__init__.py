"""Articles in, scores of whole articles' frames out: the shipped model's, or that of one's own coding."""
