"""Commands that make a store and open the dashboard: demo, new, serve."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from data.demo import DEMO_SEED, build_demo
from data.demo.country import DISTRICTS
from data.keys import find_keys, make_key_file
from data.server_file import is_on_server
from data.store import Store, expect_no_file
from pages.ui.demo_releases import publish_demo
from pages.ui.entrance import way_in
from pages.ui.installation import VARIABLE, named_role
from pages.ui.texts import say
from priemna.commands.country import build_country
from priemna.commands.line import Command, tell, whole
from priemna.roles import Role

ROOT = Path(__file__).parents[2]
ADDRESS = "127.0.0.1"
OWN_NAMES = (ADDRESS, "localhost", "::1")


def add(command: Command) -> None:
    """Add the commands of this file."""
    demo = command("demo", _demo)
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--scale", type=whole(1, 1000), default=1, help="times as many records")
    demo.add_argument("--country", action="store_true", help="28 districts, invented but for Ruse")
    demo.add_argument(
        "--out", type=Path, default=Path("country"), metavar="DIR", help="folder for --country"
    )
    demo.add_argument(
        "--districts",
        type=whole(1, DISTRICTS),
        nargs="+",
        metavar="N",
        help="only these of --country",
    )
    demo.add_argument("--port", type=whole(1, 65535), default=8501)
    command("new", _new)
    serve = command("serve", _serve)
    serve.add_argument("--port", type=whole(1, 65535), default=8501)
    serve.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME",
        help="public name by which a proxy on this machine asks; may be given more than once",
    )
    serve.add_argument(
        "--role",
        choices=tuple(Role),
        help="without sign-in: any role on the demo, an outside role on an installation for it",
    )


def _demo(options: argparse.Namespace) -> int:
    if options.country:
        return build_country(options)
    counts = build_demo(options.store, scale=options.scale, seed=DEMO_SEED)
    publish_demo(Store.open(options.store))
    tell(
        options,
        {"store": str(options.store), **counts},
        say(
            options.language,
            "The demo store is built: {consultations} consultations, {survey_responses} survey "
            "responses, {events} events, {visits} visits, all invented. It lies at {store}.",
            consultations=counts["consultations"],
            survey_responses=counts["survey_responses"],
            events=counts["events"],
            visits=counts["visits"],
            store=str(options.store),
        ),
    )
    return 0 if options.no_serve else _serve(options)


def _new(options: argparse.Namespace) -> int:
    if is_on_server(options.store):
        store = Store.create(options.store)
        text = say(
            options.language, "An empty store is on the server of {store}.", store=str(store.path)
        )
        tell(options, {"store": str(store.path), "key": None, "key_made": False}, text)
        return 0
    expect_no_file(options.store)
    made = None
    key = next(find_keys(), None)
    if key is None:
        key, made = make_key_file()
    store = Store.create(options.store, key=key)
    lines = [
        say(options.language, "An empty, encrypted store lies at {store}.", store=str(store.path)),
        say(
            options.language,
            "Its key was made at {key}. Keep a copy of that file apart from this machine: without "
            "it nobody can read the store or its backups.",
            key=str(made),
        )
        if made
        else say(options.language, "Its key is the one in {key}.", key=key.source),
    ]
    answer = {"store": str(store.path), "key": key.source, "key_made": made is not None}
    tell(options, answer, "\n".join(lines))
    return 0


def _serve(options: argparse.Namespace) -> int:
    named = getattr(options, "role", None)
    if named:
        os.environ[VARIABLE] = named
    if not named_role().is_outside:
        Store.open(options.store)
    way_in(options.store)
    url = f"http://{ADDRESS}:{options.port}"
    print(
        say(options.language, "The dashboard is at {url}; Ctrl+C ends it.", url=url),
        file=sys.stderr if options.json else sys.stdout,
        flush=True,
    )
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
        *("--server.address", ADDRESS, "--server.port", str(options.port)),
        # Opens a browser when the server is ready, unless nobody sits in front of it.
        *("--server.headless", str(not sys.stdout.isatty()).lower()),
    ]
    for name in (*OWN_NAMES, *hosts) if (hosts := getattr(options, "host", [])) else ():
        command += ["--server.allowedHosts", name]
    os.environ["PRIEMNA_STORE"] = str(options.store.resolve())
    os.chdir(ROOT)
    if os.name == "posix":
        # The dashboard takes this process over, so that whoever ends it ends the server.
        os.execv(command[0], command)  # noqa: S606 - our own app, our own interpreter
    return subprocess.run(command, check=False).returncode  # noqa: S603 - as above
