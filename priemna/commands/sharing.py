"""Commands about what leaves the centre: protocol, release."""

import argparse
from pathlib import Path

from data.releases.bundle import Files, read_folder, write_folder
from data.releases.keeping import kept_releases
from data.releases.protocol_file import load_protocol, protocol_file
from data.store import Store
from geo.errors import PriemnaError
from pages.ui.registry import pages_of
from pages.ui.releasing import (
    Draft,
    HeldBack,
    NothingToRelease,
    as_releases,
    draft,
    judge,
    note_as_built,
    publish,
    the_protocol,
)
from pages.ui.texts import say
from priemna.commands.annex import annex, unsigned
from priemna.commands.line import Command, day, say_message, tell, today, who, whole
from priemna.privacy.audit import Check
from priemna.roles import Role
from priemna.sharing.changes import changes
from priemna.sharing.gate import Finding, findings
from priemna.sharing.protocol import read_protocol
from priemna.sharing.reading import reading
from priemna.sharing.released import Release, read_release

CELL_FORM = "DIMENSION=CODE"


class NoSuchCell(PriemnaError, LookupError):
    """A table or cell that the release does not have."""


def add(command: Command) -> None:
    """Add the commands of this file."""
    protocol = command("protocol", _protocol)
    protocol.add_argument("what", choices=("show", "check"), nargs="?", default="show")
    protocol.add_argument("file", type=Path, nargs="?", help="a protocol (default: that in force)")
    release = command("release", _release)
    steps = ("build", "audit", "publish", "diff", "explain", "list")
    release.add_argument("what", choices=steps)
    release.add_argument("words", nargs="*", help=f"explain: TABLE {CELL_FORM} …; audit: FOLDER …")
    release.add_argument(
        "--audience", help="code of the protocol, or a role (build, diff, explain)"
    )
    release.add_argument("--out", type=Path, metavar="DIR", help="folder for the tables (build)")
    release.add_argument("--until", type=day, help="day after the last record (build, publish)")
    release.add_argument("--from", dest="before", type=whole(1, 9999), help="release (diff)")
    release.add_argument("--to", dest="after", type=whole(1, 9999), help="release (diff, explain)")


def _protocol(options: argparse.Namespace) -> int:
    file = options.file or protocol_file(options.store)
    protocol = read_protocol(load_protocol(file))
    answer = {
        "file": str(file),
        "version": protocol.version,
        "k": protocol.threshold,
        "base": protocol.base,
        "method": protocol.method,
        "required_interval": protocol.required_interval,
        "cadence": protocol.cadence,
        "minimum_new_women": protocol.minimum_new_women,
        "unsigned": list(protocol.unsigned()),
        "roles": {
            role.value: {
                "releases_alone": role.is_outside,
                "pages": [page.file.stem for page in pages_of(role)],
            }
            for role in Role
        },
        "audiences": {
            code: {
                "names": dict(audience.names),
                "roles": list(audience.roles),
                "tables": [
                    {"name": table.name, "of": table.of, "by": list(table.by)}
                    for table in audience.tables
                ],
            }
            for code, audience in protocol.audiences.items()
        },
    }
    if options.what == "show":
        text = "\n\n".join("\n".join(annex(protocol, language)) for language in ("bg", "en"))
    else:
        text = say(options.language, "The sharing protocol {file} can be used.", file=str(file))
        if protocol.unsigned():
            text += " " + unsigned(protocol, options.language)
    tell(options, answer, text)
    return 0


def _release(options: argparse.Namespace) -> int:
    return _STEPS[options.what](options)


def _build(options: argparse.Namespace) -> int:
    audience = _audience(options)
    if options.out is None:
        raise NoSuchCell("Say where to with --out DIR.")
    store = Store.open(options.store)
    one = draft(store, on=today(), until=options.until)
    files = _files_to_give(one, audience)
    published = files.manifest["number"] < one.number
    if not published:
        # Before the files exist: what was handed out must not be forgotten.
        note_as_built(store, one)
    write_folder(options.out, files)
    text = say(
        options.language,
        "Release {number} for {audience} lies in {folder}: {n} table and its manifest.",
        plural="Release {number} for {audience} lies in {folder}: {n} tables and their manifest.",
        n=len(files.tables),
        number=files.manifest["number"],
        audience=one.protocol.audiences[audience].names[options.language],
        folder=str(options.out),
    )
    text += " " + (
        say(options.language, "It is the one published last: nothing is new since.")
        if published
        else say(options.language, "It is not published yet: `priemna release publish` does that.")
    )
    tell(
        options,
        {
            "folder": str(options.out),
            "audience": audience,
            "number": files.manifest["number"],
            "published": published,
            "sha256": files.manifest["sha256"],
            "tables": sorted(files.tables),
        },
        text,
    )
    return 0


def _files_to_give(one: Draft, audience: str) -> Files:
    """The draft where it may leave, the release published last where nothing is new."""
    if one.earlier and not one.new_women and audience in one.earlier[-1].audiences:
        return one.earlier[-1].audiences[audience]
    if one.must_wait:
        raise HeldBack(
            "Fewer than {n} women are new since release {number}: the difference would be about "
            "them. Publish when more have come.",
            n=one.protocol.minimum_new_women,
            number=one.number - 1,
        )
    judge(one).expect_passed(one.number)
    return one.audiences[audience][1]


def _audit(options: argparse.Namespace) -> int:
    if options.words:
        files = [read_folder(Path(folder)) for folder in options.words]
        releases = [read_release(one.manifest, one.tables) for one in files]
        return _tell_audit(options, len(releases), findings(releases))
    store = Store.open(options.store)
    history = [release for kept in kept_releases(store) for release in as_releases(kept)]
    protocol, _ = the_protocol(options.store)
    try:
        one = draft(store, on=today(), until=options.until)
    except NothingToRelease:
        return _tell_audit(options, len(history), findings(history, protocol))
    if one.earlier and not one.new_women:
        return _tell_audit(options, len(history), findings(history, protocol))
    judged = judge(one)
    return _tell_audit(
        options, len(history) + len(one.audiences), judged.found, judged.report.checks
    )


def _tell_audit(
    options: argparse.Namespace,
    count: int,
    found: tuple[Finding, ...],
    checks: tuple[Check, ...] = (),
) -> int:
    """Say what the attack on the files and the checks of the engine found, leak by leak."""
    leaks = [(one.check, say_message(one.message, options)) for one in found]
    for check in checks:
        if check.outcome == "fail":
            leaks.append((check.name, say_message(check.message, options)))
            leaks += [(check.name, say_message(leak.how, options)) for leak in check.leaks]
    passed = [
        {
            "name": check.name,
            "passed": check.outcome == "pass",
            "message": say_message(check.message, options),
        }
        for check in checks
    ]
    answer = {
        "passed": not leaks,
        "releases": count,
        "checks": passed,
        "leaks": [{"check": name, "how": line} for name, line in leaks],
    }
    head = (
        say(
            options.language,
            "Nobody gets at a small number of women: {n} file of releases was attacked.",
            plural="Nobody gets at a small number of women: {n} files of releases were attacked "
            "together.",
            n=count,
        )
        if not leaks
        else say(
            options.language,
            "It is not safe to give these files away; {n} reason:",
            plural="It is not safe to give these files away; {n} reasons:",
            n=len(leaks),
        )
    )
    lines = [line for _, line in leaks] or [str(one["message"]) for one in passed]
    tell(options, answer, "\n".join([head, *lines]), failed=bool(leaks))
    return 1 if leaks else 0


def _publish(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    one = draft(store, on=today(), until=options.until)
    files = publish(store, one, who=who())
    tell(
        options,
        {
            "number": one.number,
            "sha256": {code: made.sha256 for code, (made, _) in one.audiences.items()},
            "files": [str(file) for file in files],
        },
        say(
            options.language,
            "Release {number} is published. The files of the roles: {files}",
            number=one.number,
            files=", ".join(str(file) for file in files),
        ),
    )
    return 0


def _list(options: argparse.Namespace) -> int:
    kept = kept_releases(Store.open(options.store))
    answer = {
        "releases": [
            {
                "number": one.number,
                "since": one.since.isoformat(),
                "until": one.until.isoformat(),
                "published_at": one.published_at.isoformat(),
                "audiences": {
                    code: files.manifest["sha256"] for code, files in one.audiences.items()
                },
            }
            for one in kept
        ]
    }
    lines = [
        say(
            options.language,
            "Release {number}, records {since} to {until} (not included), published {date}: "
            "{audiences}",
            number=one.number,
            since=one.since,
            until=one.until,
            date=one.published_at.date(),
            audiences=", ".join(sorted(one.audiences)),
        )
        for one in kept
    ]
    none = say(options.language, "Nothing has been published yet.")
    tell(options, answer, "\n".join(lines) or none)
    return 0


def _diff(options: argparse.Namespace) -> int:
    audience = _audience(options)
    of_audience = _published(options, audience)
    after = _numbered(of_audience, options.after or max(of_audience, default=0))
    before = _numbered(of_audience, options.before or after.number - 1)
    found = list(changes(before, after))
    answer = {
        "audience": audience,
        "from": before.number,
        "to": after.number,
        "changes": [
            {"table": one.table, "cell": dict(one.cell), "before": one.before, "after": one.after}
            for one in found
        ],
    }
    lines = [
        f"{one.table}  {', '.join(f'{k}={v}' for k, v in one.cell)}  {one.before} → {one.after}"
        for one in found
    ]
    none = say(options.language, "No figure that both releases hold has changed.")
    tell(options, answer, "\n".join(lines) or none)
    return 0


def _explain(options: argparse.Namespace) -> int:
    audience = _audience(options)
    of_audience = _published(options, audience)
    release = _numbered(of_audience, options.after or max(of_audience, default=0))
    name, cell = _cell(options.words)
    table = release.table(name)
    try:
        if table is None:
            raise KeyError(name)
        found = reading(release, table, cell)
    except KeyError:
        raise NoSuchCell(
            "Release {number} has no such cell for {audience}. Tables: {tables}.",
            number=release.number,
            audience=audience,
            tables=", ".join(release.tables),
        ) from None
    lines = [say_message(line, options) for line in found.lines]
    answer = {
        "release": release.number,
        "audience": audience,
        "table": name,
        "cell": cell,
        "state": found.cell.state.value,
        "value": found.cell.value,
        "low": found.low,
        "high": found.high,
        "sha256": release.sha256,
        "why": lines,
    }
    tell(options, answer, "\n".join(lines))
    return 0


_STEPS = {
    "build": _build,
    "audit": _audit,
    "publish": _publish,
    "list": _list,
    "diff": _diff,
    "explain": _explain,
}


def _audience(options: argparse.Namespace) -> str:
    protocol, _ = the_protocol(options.store)
    return protocol.audience(options.audience or "").code


def _published(options: argparse.Namespace, audience: str) -> dict[int, Release]:
    kept = kept_releases(Store.open(options.store))
    return {
        release.number: release
        for one in kept
        for release in as_releases(one)
        if release.audience == audience
    }


def _numbered(releases: dict[int, Release], number: int) -> Release:
    if number not in releases:
        raise NoSuchCell(
            "There is no release {number}; published are {known}.",
            number=number,
            known=", ".join(map(str, sorted(releases))) or "0",
        )
    return releases[number]


def _cell(words: list[str]) -> tuple[str, dict[str, str]]:
    if not words or any(word.count("=") != 1 for word in words[1:]):
        raise NoSuchCell("Name the cell as TABLE {form} …", form=CELL_FORM)
    return words[0], {key: code for key, _, code in (word.partition("=") for word in words[1:])}
