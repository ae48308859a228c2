"""Facts about one thing as a list of names and values, in one column on a phone."""

from collections.abc import Sequence
from html import escape


def facts_html(facts: Sequence[tuple[str, str]], *, name: str) -> str:
    """List of facts.

    Parameters
    ----------
    facts
        Name and value of each, in the reader's words.
    name
        What they are about, for those who listen.
    """
    body = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in facts)
    return f'<dl class="facts" aria-label="{escape(name, quote=True)}">{body}</dl>'
