"""What an independent program (page) says of a PDF: the rules of PDF/UA-1 that it breaks."""

import page


def broken_rules(pdf):
    """Rules that are broken, each with its message; empty where all that a program can see hold."""
    found = page.validate_pdf_bytes(pdf, profile="ua1")
    assert found.rules.total > 100
    return [f"{one.rule_id}: {one.message}" for one in found.failures]
