"""Questions to the store: one question per `.sql` file, and the loader that asks them."""
