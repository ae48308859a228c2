"""Collect every message of the source into the Bulgarian catalogue: ``python -m pages.ui.extract``.

Read from the syntax tree, not run, so that the layers below need no gettext of their own: errors
and problems carry their sentence as a plain literal, anything else is marked with ``N_``.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from pages.ui.texts import CATALOGUES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app.py", "geo", "data", "priemna", "pages")
CATALOGUE = CATALOGUES / "bg" / "LC_MESSAGES" / "priemna.po"
MARKERS = ("_", "N_", "say", "Message")
CARRIERS = ("Problem", "Reason", "Note", "refuse")


@dataclass(frozen=True)
class Found:
    """One message of the source: its forms (one, or singular and plural) and the file it is in."""

    forms: tuple[str, ...]
    file: str


def messages(root: Path = ROOT) -> list[Found]:
    """Every message of the source under `root`, in the order of files and lines.

    Raises
    ------
    ValueError
        If a marked message is put together (f-string, concatenation): no translator finds it.
    """
    trees = {path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in _files(root)}
    errors = _error_classes(trees.values())
    return [
        Found(forms, path.relative_to(root).as_posix())
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for forms in _forms(node, errors, path)
    ]


def update(root: Path = ROOT, path: Path = CATALOGUE) -> Catalog:
    """Bring the catalogue in line with the source: new messages empty, unused ones removed."""
    template = Catalog(project="priemna", charset="utf-8")
    for found in messages(root):
        key = found.forms if len(found.forms) == 2 else found.forms[0]
        template.add(key, locations=[(found.file, None)])
    with path.open("rb") as file:
        catalogue = read_po(file, locale="bg")
    created = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.creation_date = created
    catalogue.msgid_bugs_address = catalogue.last_translator = "Priemna"
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
    return catalogue


def main() -> int:
    """Update the catalogue and name what still waits for its Bulgarian sentence."""
    waiting = [m for m in update() if m.id and not all(_texts(m.string))]
    for message in waiting:
        sys.stdout.write(f"{', '.join(file for file, _ in message.locations)}: {message.id}\n")
    sys.stdout.write(f"{len(waiting)} without a Bulgarian sentence in {CATALOGUE}\n")
    return 1 if waiting else 0


def _texts(string: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string or "",)


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _error_classes(trees: Iterator[ast.AST]) -> set[str]:
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found, before = {"PriemnaError"}, set()
    while found != before:
        before = set(found)
        found |= {name for name, parents in bases.items() if parents & found}
    return found


def _forms(call: ast.Call, errors: set[str], path: Path) -> Iterator[tuple[str, ...]]:
    name = _name(call.func)
    named = {k.arg: k.value for k in call.keywords}
    places = call.args[1:] if name == "say" else call.args
    if name == "ngettext":
        if len(places) >= 2 and _is_text(places[0], path):
            yield _literal(places[0], path), _literal(places[1], path)
    elif name in MARKERS:
        if places and _is_text(places[0], path):
            one = _literal(places[0], path)
            yield (one, _literal(named["plural"], path)) if "plural" in named else (one,)
    elif name in errors or name.endswith(CARRIERS):
        # A sentence has a space; what else is literal there (a column, a code) has none.
        texts = [named["message"]] if "message" in named else call.args
        for text in texts:
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and " " in text.value:
                plural = named.get("plural")
                yield (text.value, _literal(plural, path)) if plural else (text.value,)
                return


def _is_text(node: ast.expr, path: Path) -> bool:
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{path}:{node.lineno}: a message is one literal, never put together.")
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _literal(node: ast.expr, path: Path) -> str:
    if not _is_text(node, path):
        raise ValueError(f"{path}:{node.lineno}: both forms of a message are literals.")
    return node.value


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


if __name__ == "__main__":
    sys.exit(main())
