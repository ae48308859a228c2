"""Nothing in the tree is a secret or leads to a person: keys, tokens, e-mails, ЕГН, phones."""

import re
import subprocess

import pytest

from pages.ui.registry import ROOT

TEXT = {"", ".py", ".md", ".toml", ".csv", ".sql", ".txt", ".po", ".js", ".css", ".html", ".svg",
        ".lock", ".conf", ".service", ".json"}  # fmt: skip
PATTERNS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "token": re.compile(
        r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}"
        r"|sk-[A-Za-z0-9-]{20,}|eyJ[\w-]{15,}\.eyJ[\w-]{15,}\.)"
    ),
    "password": re.compile(r"(?i)\b(?:password|passwd|secret|api_?key)\s*[=:]\s*[\"'][^\"'\s]{8,}"),
    "address with credentials": re.compile(r"\w+://[^\s/:@{}]+:[^\s/:@{}]+@"),
    "e-mail": re.compile(r"\b[\w.+-]+@([\w-]+\.[\w.-]*\w)"),
    "store key": re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{43}=(?![\w+/=])"),
}
RESERVED = re.compile(
    r"(?:^|\.)(?:example|invalid|test|localhost)(?:\.(?:org|com|net|bg))?$|^li\.org$"
)
"""Names nobody can own, and that of the header of every file of translations."""
TEN_DIGITS = re.compile(r"(?<![\w.,])\d{10}(?![\w.])")
WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)


def is_egn(digits):
    """Whether ten digits are a person's number: a day that exists, and the right last digit."""
    month = int(digits[2:4])
    month -= 40 if month > 40 else 20 if month > 20 else 0
    if not (1 <= month <= 12 and 1 <= int(digits[4:6]) <= 31):
        return False
    weighed = sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=False))
    return weighed % 11 % 10 == int(digits[9])


def files():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("This is no clone of the repository: there is no list of its files.")
    return [name for name in listed.stdout.split("\0") if name]


def findings(name, text):
    """What looks like a secret in a file."""
    # Readers are tested with addresses and numbers that look real and are nobody's.
    invented = name.startswith("tests/")
    for kind, pattern in PATTERNS.items():
        for found in pattern.finditer(text):
            if kind != "e-mail" or not (invented or RESERVED.search(found[1])):
                yield f"{name}: {kind} {found[0][:12]}…"
    if not invented:
        for found in TEN_DIGITS.finditer(text):
            if is_egn(found[0]):
                yield f"{name}: ЕГН {found[0][:4]}…"


def test_the_tree_holds_no_secret_and_nobody():
    found = []
    for name in files():
        path = ROOT / name
        if path.suffix in TEXT and path.is_file():
            found += findings(name, path.read_text(encoding="utf-8", errors="replace"))
    assert found == []


def test_no_store_key_backup_or_release_is_kept_in_the_tree():
    ending = re.compile(r"\.(duckdb|wal|key|pem|p12|pfx|env|backup)$|secrets\.toml$|(^|/)\.env")
    assert [name for name in files() if ending.search(name)] == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN EC PRIVATE KEY" + "-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "pass" + "word = 'correct-horse'",
        "postgres://me:" + "mine@db/x",
        "maria" + "@abv.bg",
        "A" * 43 + "=",
        "7523" + "169263",
    ],
)
def test_what_is_looked_for_would_be_found(text):
    assert list(findings("docs/x.md", f"see {text} here"))
