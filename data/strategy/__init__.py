"""Strategy documents and recommendations in the store: read, changed, frozen and verified."""
