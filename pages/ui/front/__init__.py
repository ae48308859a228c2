"""Parts of the first page of each role."""
