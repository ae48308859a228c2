"""Files become checked rows, checked rows become the store."""
