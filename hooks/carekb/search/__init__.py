"""Search: what the base tells it, and the index that the browser reads."""
