"""The secret of the rounding: made once, kept beside the key of the store, never in the store."""

import base64
import hmac
import os
from hashlib import sha256
from pathlib import Path

from data.disk import write_private
from data.keys import Key, checked_key, key_file, new_key, read_key
from data.store import Store

_DEMO = sha256(b"The demo is invented; its key is no secret.").digest()


def release_key(store: Store) -> bytes:
    """Secret of 32 bytes: ``$PRIEMNA_RELEASE_KEY``, or the file beside the key of the store.

    Where there is none it is made. Losing it harms nothing that was published; whoever has it and
    a release can try out small numbers. The demo has a key that is no secret, so that the same
    seed gives the same releases.

    Raises
    ------
    KeyRefused
        Where others can read the file, or it holds no key.
    """
    if store.is_demo():
        return _DEMO
    if text := os.environ.get("PRIEMNA_RELEASE_KEY"):
        return _bytes(Key(checked_key(text, "$PRIEMNA_RELEASE_KEY")))
    file = release_key_file()
    if not file.is_file():
        write_private(file, new_key().text + "\n")
    return _bytes(read_key(file))


def release_key_file() -> Path:
    """Where the secret lies or would lie."""
    return key_file().with_name("release-key")


def keyed_version(store: Store, key: bytes) -> str:
    """Token that changes with the data of the store and tells nothing else, not how often."""
    return hmac.new(key, f"version {store.version()}".encode(), sha256).hexdigest()[:16]


def _bytes(key: Key) -> bytes:
    return base64.b64decode(key.text)
