"""The pocket model's corpus: a small world of facts and the ways people ask about it."""
