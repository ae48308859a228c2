"""Local accounts, for an installation without an identity provider: a private file of hashes.

The file is ``$PRIEMNA_ACCOUNTS``, or ``accounts.json`` beside the key of the store. It is no part
of the store, so that no backup or export carries it.
"""

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.disk import write_private
from data.keys import key_file
from geo.errors import PriemnaError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FAILURES_ALLOWED = 5
"""Wrong passwords in a row after which an account is locked."""
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_HASHER = PasswordHasher()
# Verified where a name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _HASHER.hash("nobody has this password")
_WRITING = Lock()


class AccountRefused(PriemnaError, ValueError):
    """An account that cannot be made or changed as asked."""


class SignInRefused(PriemnaError, PermissionError):
    """Name and password do not fit, or the account is locked for a while.

    ``account`` is the known account it concerns, None where the name is unknown.
    """

    account: "Account | None" = None


@dataclass(frozen=True)
class Account:
    """One account.

    Parameters
    ----------
    name
        Lower-case letters, digits, ``. _ -``; it stands in the audit log.
    role
        Value of `priemna.roles.Role`.
    password_hash
        argon2id, with its parameters and salt.
    failures
        Wrong passwords since the last right one.
    locked_until
        UTC without zone; None where it is not locked.
    """

    name: str
    role: str
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None


def accounts_file() -> Path:
    """Where the accounts lie or would lie."""
    named = os.environ.get("PRIEMNA_ACCOUNTS")
    return Path(named) if named else key_file().with_name("accounts.json")


def accounts() -> dict[str, Account]:
    """All accounts by name; none where there is no file.

    Raises
    ------
    AccountRefused
        Where the file cannot be read: then nobody signs in, rather than everybody.
    """
    file = accounts_file()
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {row["name"]: _account(row) for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError) as why:
        raise AccountRefused(
            "The file of accounts {file} cannot be read ({why}). Put it right or restore it.",
            file=str(file),
            why=str(why),
        ) from why


def add_account(name: str, role: str, password: str) -> Account:
    """Make an account.

    Raises
    ------
    AccountRefused
        Where the name is taken or no name, or the password too easy.
    """
    if not _NAME.fullmatch(name):
        raise AccountRefused(
            "“{name}” cannot be the name of an account: up to 40 small Latin letters, digits, "
            "dots, hyphens.",
            name=name,
        )
    made = Account(name, role, _hash(name, password))
    with _WRITING:
        known = accounts()
        if name in known:
            raise AccountRefused("There is an account {name} already.", name=name)
        _write({**known, name: made})
    return made


def remove_account(name: str) -> None:
    """Remove an account; whoever is signed in with it is signed out.

    Raises
    ------
    AccountRefused
        Where there is none of this name.
    """
    with _WRITING:
        known = accounts()
        _known(known, name)
        _write({other: one for other, one in known.items() if other != name})


def set_password(name: str, password: str) -> None:
    """Give an account another password and unlock it; whoever is signed in with it is signed out.

    Raises
    ------
    AccountRefused
        Where there is none of this name, or the password is too easy.
    """
    hashed = _hash(name, password)
    _change(name, lambda one: Account(one.name, one.role, hashed))


def unlock(name: str) -> None:
    """Let an account try again at once.

    Raises
    ------
    AccountRefused
        Where there is none of this name.
    """
    _change(name, lambda one: replace(one, failures=0, locked_until=None))


def sign_in(name: str, password: str, *, now: datetime) -> Account:
    """The account, where name and password fit.

    Raises
    ------
    SignInRefused
        Where they do not, in the same words whether or not the name is known; or while the account
        is locked, whatever the password. Each lock in a row is twice as long as the one before.
    """
    found = accounts().get(name)
    if found and found.locked_until and found.locked_until > now:
        minutes = -(-(found.locked_until - now).total_seconds() // 60)
        raise _refused(
            found,
            SignInRefused(
                "Too many wrong passwords: this account opens again in {n} minute.",
                plural="Too many wrong passwords: this account opens again in {n} minutes.",
                n=int(minutes),
            ),
        )
    fits = _fits(found.password_hash if found else _NOBODY, password)
    if found is None or not fits:
        if found:
            found = _change(name, lambda one: _failed(one, now))
        raise _refused(found, SignInRefused("Name and password do not fit."))
    if found.failures or _HASHER.check_needs_rehash(found.password_hash):
        found = _change(
            name,
            lambda one: Account(
                one.name,
                one.role,
                _HASHER.hash(password)
                if _HASHER.check_needs_rehash(one.password_hash)
                else one.password_hash,
            ),
        )
    return found


def _refused(account: Account | None, error: SignInRefused) -> SignInRefused:
    error.account = account
    return error


def _failed(one: Account, now: datetime) -> Account:
    failures = one.failures + 1
    if failures < FAILURES_ALLOWED:
        return replace(one, failures=failures)
    length = min(FIRST_LOCK * 2 ** min(failures - FAILURES_ALLOWED, 10), LONGEST_LOCK)
    return replace(one, failures=failures, locked_until=now + length)


def _fits(hashed: str, password: str) -> bool:
    try:
        return len(password) <= LONGEST_PASSWORD and _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _hash(name: str, password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountRefused(
            "A password has {shortest} to {longest} characters; several words make a good one.",
            shortest=SHORTEST_PASSWORD,
            longest=LONGEST_PASSWORD,
        )
    if len(set(password)) < 5 or name in password.lower():
        raise AccountRefused(
            "This password is easy to guess: choose several words, without the name of the account."
        )
    return _HASHER.hash(password)


def _change(name: str, into: Callable[[Account], Account]) -> Account:
    with _WRITING:
        known = accounts()
        changed = into(_known(known, name))
        _write({**known, name: changed})
    return changed


def _known(known: dict[str, Account], name: str) -> Account:
    if name not in known:
        raise AccountRefused(
            "There is no account {name}. There are: {known}.",
            name=name,
            known=", ".join(sorted(known)) or "–",
        )
    return known[name]


def _account(row: dict[str, object]) -> Account:
    until = row.get("locked_until")
    return Account(
        str(row["name"]),
        str(row["role"]),
        str(row["password_hash"]),
        int(str(row.get("failures", 0))),
        datetime.fromisoformat(str(until)) if until else None,
    )


def _write(known: dict[str, Account]) -> None:
    rows = [
        asdict(one) | {"locked_until": one.locked_until.isoformat() if one.locked_until else None}
        for _name, one in sorted(known.items())
    ]
    write_private(accounts_file(), json.dumps(rows, indent=1) + "\n")
