"""Life of a mobile office: planned, confirmed, held, reported or cancelled, and what is overdue."""
