"""A dashboard of its own on loopback, for benchmarks that visit it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Served:
    """Where a dashboard answers, and which process it is."""

    address: str
    pid: int

    def memory_mb(self) -> float:
        """Memory of the process that is really in use (resident set); Linux only."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) / 1000 for line in status.splitlines() if "VmRSS" in line)


@contextmanager
def serving(store: Path, log: Path, **environment: str) -> Iterator[Served]:
    """Serve a store on a free port until the block ends; the log of the server goes to a file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PRIEMNA_STORE": str(store.resolve()), **environment},
            stdout=output,
            stderr=output,
        )
        try:
            address = f"127.0.0.1:{port}"
            _wait_for(server, f"http://{address}/_stcore/health", log)
            yield Served(address, server.pid)
        finally:
            server.terminate()
            server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The server did not start:\n{log.read_text(errors='replace')}")
