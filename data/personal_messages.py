"""What is said of columns and cells that are about persons; never what stands in them."""

from geo.messages import Message

OF_COLUMN = {
    "name": Message("The column holds names. None are kept here: leave it out or delete it."),
    "identity number": Message(
        "The column holds identity numbers. None are kept here: leave it out or delete it."
    ),
    "phone": Message(
        "The column holds telephone numbers. None are kept here: leave it out or delete it."
    ),
    "e-mail": Message(
        "The column holds e-mail or profile addresses. None are kept here: leave it out or "
        "delete it."
    ),
    "address": Message(
        "The column holds addresses. None are kept here: leave it out or delete it."
    ),
    "birth date": Message(
        "The column holds birth dates. Only age bands are kept here: leave it out or delete it."
    ),
    "position": Message(
        "The column holds positions on the map. None are kept here: leave it out or delete it."
    ),
    "picture": Message("The column holds pictures. None are kept here: leave it out or delete it."),
    "account": Message(
        "The column holds bank accounts. None are kept here: leave it out or delete it."
    ),
    "free text": Message(
        "The column holds free text, which may give a person away. Leave it out or delete it; "
        "what is known belongs into the coded columns."
    ),
}
"""What is said of a column that is about persons; by kind of `personal_header`."""

OF_CELL = {
    "name": Message("The cell looks like the name of a person. None are kept here: take it out."),
    "identity number": Message(
        "The cell looks like an identity number. None are kept here: take it out."
    ),
    "phone": Message("The cell looks like a telephone number. None are kept here: take it out."),
    "e-mail": Message(
        "The cell looks like an e-mail or profile address. None are kept here: take it out."
    ),
    "address": Message("The cell looks like an address. None are kept here: take it out."),
    "birth date": Message(
        "The cell looks like a birth date. Only age bands are kept here: take it out."
    ),
    "position": Message(
        "The cell looks like a position on the map. None are kept here: take it out."
    ),
    "account": Message("The cell looks like a bank account. None are kept here: take it out."),
    "free text": Message(
        "The cell holds free text, which may give a person away. Write a short code instead."
    ),
}
"""What is said of a cell that is about a person; by kind of `personal_text`."""
