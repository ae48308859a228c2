"""A PostgreSQL of its own for tests: real, on a socket in a temporary folder, no network."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PORT = 5432  # names the socket; nothing listens on the network
OWNER = "priemna"
PATIENCE_SECONDS = 30


def programs() -> Path | None:
    """Folder of the newest PostgreSQL of this machine; Debian keeps it off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    return max(installed, key=lambda folder: int(folder.parent.name), default=None)


class PostgreSQL:
    """One cluster: made on entering, ended and removed on leaving.

    Root drops to the user postgres, for PostgreSQL refuses to run as root.

    Parameters
    ----------
    careful
        Whether it waits for the disk as a real one does. Killed processes lose nothing without
        it; only a power cut would.
    """

    def __init__(self, folder_of_programs: Path, *, careful: bool = False) -> None:
        self.careful = careful
        self.programs = folder_of_programs
        self.folder = Path(tempfile.mkdtemp(prefix="priemna-pg-"))
        self._as: dict[str, object] = {}
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._server: subprocess.Popen | None = None

    def __enter__(self) -> "PostgreSQL":
        self._run("initdb", "-D", self.folder / "data", "-U", OWNER, "-A", "trust", "--no-sync",
                  "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)  # at once: nothing is kept
            self._server.wait(PATIENCE_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers, through recovery where it was killed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            if self._server is None or self._server.poll() is not None:
                with (self.folder / "log").open("ab") as log:
                    self._server = subprocess.Popen(
                        [self.programs / "postgres", "-D", self.folder / "data", *self._settings],
                        stdout=subprocess.DEVNULL, stderr=log, cwd=self.folder, **self._as,
                    )  # fmt: skip
            if self._run("pg_isready", "-q", *self._there, check=False).returncode == 0:
                return
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "log").read_text("utf-8", "replace")[-2000:])
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill -9 the server with every process it has, as a power cut would."""
        number = self._server.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()
        for one in (number, *map(int, children)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._server.wait()

    def database(self, name: str, *, like: str = "template0") -> None:
        """Make a database, empty or as a copy of another that nobody is using."""
        self._run("createdb", *self._there, "-U", OWNER, "-T", like, name)

    def send_away(self, database: str) -> None:
        """End every connection to a database: nobody may be using one while it is copied."""
        self.ask(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            database,
        )

    def ask(self, sql: str, database: str = "postgres") -> str:
        """Ask the server directly, without the program under test."""
        there = (*self._there, "-U", OWNER, "-d", database)
        return self._run("psql", *there, "-Atc", sql).stdout.strip()

    def store_file(self, path: Path, database: str) -> Path:
        """Write the small file through which a store in a database is reached."""
        path.write_text(
            f'[postgresql]\nhost = "{self.folder}"\nuser = "{OWNER}"\ndbname = "{database}"\n',
            encoding="utf-8",
        )
        return path

    @property
    def _settings(self) -> tuple[str, ...]:
        quick = () if self.careful else ("-c", "fsync=off")
        alone = ("-k", str(self.folder), "-p", str(PORT), "-c", "listen_addresses=")
        return (*alone, "-c", "max_connections=60", *quick)

    @property
    def _there(self) -> tuple[str, ...]:
        return ("-h", str(self.folder), "-p", str(PORT))

    def _run(self, program: str, *arguments: object, check: bool = True):
        done = subprocess.run(
            [self.programs / program, *map(str, arguments)],
            capture_output=True, text=True, cwd=self.folder, check=False, **self._as,
        )  # fmt: skip
        if check and done.returncode:
            print(done.stderr, file=sys.stderr)
            done.check_returncode()
        return done
