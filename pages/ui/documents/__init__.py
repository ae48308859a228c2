"""Documents people send: one list of blocks each, written as DOCX or as PDF/UA."""
