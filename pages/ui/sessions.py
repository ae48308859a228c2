"""Who is signed in with a local account: random tokens, kept as hashes in this process alone."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from data.accounts import Account

COOKIE = "priemna_session"
IDLE = timedelta(hours=1)
"""Without a click for so long, the session ends."""
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """One person in one browser; times are UTC without zone."""

    account: Account
    since: datetime
    seen: datetime


class Sessions:
    """The sessions of one server; all end when it stops."""

    def __init__(self) -> None:
        self._open: dict[str, Session] = {}
        self._lock = Lock()

    def begin(self, account: Account, *, now: datetime) -> str:
        """Begin a session; what comes back is the token for the cookie."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if _lasts(one, now)}
            self._open[_key(token)] = Session(account, now, now)
        return token

    def of(self, token: str | None, known: dict[str, Account], *, now: datetime) -> Session | None:
        """The session of a token, which has been seen now.

        Parameters
        ----------
        known
            The accounts as they are: a session ends when its account is gone, or has another role
            or password.
        """
        if not token:
            return None
        key = _key(token)
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            account = known.get(session.account.name)
            same = account is not None and (account.role, account.password_hash) == (
                session.account.role,
                session.account.password_hash,
            )
            if not same or not _lasts(session, now):
                del self._open[key]
                return None
            self._open[key] = seen = replace(session, seen=now)
            return seen

    def end(self, token: str | None) -> Session | None:
        """End the session of a token."""
        with self._lock:
            return self._open.pop(_key(token), None) if token else None


def _lasts(session: Session, now: datetime) -> bool:
    return now - session.seen <= IDLE and now - session.since <= LONGEST


def _key(token: str) -> str:
    return sha256(token.encode()).hexdigest()


SESSIONS = Sessions()
