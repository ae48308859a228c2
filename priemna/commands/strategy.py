"""Commands of the road to strategies: rules, recommendations, evidence."""

import argparse
from pathlib import Path
from typing import Any

from data.codebook import label
from data.store import Store
from data.strategy.frozen import verify_evidence
from pages.ui.strategy.carried import Carried, load_carried
from pages.ui.strategy.chain import begin_version, run_rules, take_step
from pages.ui.strategy.latest import all_releases, latest_release
from pages.ui.strategy.rules import Batch, judge, load_rules
from pages.ui.strategy.saying import place_name, say_figure, say_value
from pages.ui.texts import say
from priemna.commands.line import Command, day, now, say_message, tell, today, who
from priemna.strategy.evidence import evidence_of
from priemna.strategy.firing import Assessment
from priemna.strategy.workflow import Role, Status


def add(command: Command) -> None:
    """Add the commands of this file."""
    rules = command("rules", _rules)
    rules.add_argument("what", choices=("run", "check"))
    rules.add_argument("--rules", type=Path, metavar="FOLDER", help="rule files of your own")
    rules.add_argument("--dry-run", action="store_true", help="say what would be drafted")
    rules.add_argument("--on", type=day, help="day of the drafts (default: today)")
    steps = command("recommendations", _recommendations)
    steps.add_argument("what", choices=("list", "step", "new-version"))
    steps.add_argument("number", nargs="?", help="of the recommendation, such as R3")
    steps.add_argument("to", nargs="?", choices=[status.value for status in Status])
    steps.add_argument("--role", choices=[role.value for role in Role], default="coordinator")
    steps.add_argument("--reason", help="of a rejection; a code of the list rejection_reason")
    steps.add_argument("--reached", type=float, help="value found, to verify")
    steps.add_argument("--verification", help="where the value can be checked, to verify")
    steps.add_argument("--adopted-on", type=day, help="day of the decision (default: today)")
    evidence = command("evidence", _evidence)
    evidence.add_argument("what", choices=("verify",))
    evidence.add_argument("--expect", metavar="HASH", help="hash of the log kept elsewhere")


def _rules(options: argparse.Namespace) -> int:
    rules = load_rules(options.rules)
    if options.what == "check":
        text = say(
            options.language,
            "{n} rule can be used.",
            plural="{n} rules can be used.",
            n=len(rules),
        )
        names = [f"{rule.code}: {rule.words[options.language].name}" for rule in rules]
        tell(options, {"rules": [rule.code for rule in rules]}, "\n".join([text, *names]))
        return 0
    store = Store.open(options.store)
    batch = judge(latest_release(store), rules)
    ran = run_rules(
        store,
        batch,
        today=options.on or today(),
        at=now(),
        role=Role.COORDINATOR.value,
        who=who(),
        try_only=options.dry_run,
    )
    answer: dict[str, Any] = {
        "release": batch.release.number,
        "release_sha256": batch.release.sha256,
        "drafted": [_as_json(found, batch, options, number) for number, found in ran.drafted],
        "already": [
            _as_json(found, batch, options, number)
            | {"movement": say_message(how, options) if how else None}
            for number, found, how in ran.already
        ],
        "silent": [_as_json(found, batch, options, None) for found in ran.silent],
    }
    head = say(
        options.language,
        "{n} draft was made from release {release}.",
        plural="{n} drafts were made from release {release}.",
        n=len(ran.drafted),
        release=batch.release.number,
    )
    lines = [
        f"{row['recommendation_id'] or '·'} [{row['strength']}] {row['sentence']}"
        for row in answer["drafted"]
    ]
    lines += [
        f"{row['recommendation_id']} = {row['movement'] or row['sentence']}"
        for row in answer["already"]
    ]
    lines += [f"– {row['name']}, {row['place']}: {row['why']}" for row in answer["silent"]]
    tell(options, answer, "\n".join([head, *lines]))
    return 0


def _as_json(
    found: Assessment, batch: Batch, options: argparse.Namespace, number: str | None
) -> dict[str, Any]:
    content = evidence_of(found, batch.release) if found.interval is not None else None
    words = found.rule.words[options.language]
    return {
        "recommendation_id": number or None,
        "rule": found.rule.code,
        "name": words.name,
        "municipality_code": found.figure.municipality_code,
        "place": place_name(options.language, found.figure.municipality_code),
        "outcome": found.outcome.value,
        "strength": found.strength.value if found.strength else None,
        "probability": found.probability,
        "adjusted_p": found.adjusted_p,
        "value": content["value"] if content else None,
        "low": content["low"] if content else None,
        "high": content["high"] if content else None,
        "n": content["whole"] if content else None,
        "sentence": say_figure(options.language, words.figure, content) if content else None,
        "why": say_message(found.why, options),
    }


def _recommendations(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    if options.what == "list":
        rows = [_listed(one, options) for one in load_carried(store, _batch(store), today())]
        lines = [
            f"{row['recommendation_id']}v{row['version']} [{row['strength'] or '–'}] "
            f"{row['status_label']}: {row['text']}"
            for row in rows
        ]
        none = say(options.language, "There is no recommendation yet.")
        tell(options, {"recommendations": rows}, "\n".join(lines) or none)
        return 0
    if options.number is None or (options.what == "step" and options.to is None):
        wanted = "priemna recommendations step R1 proposed"
        tell(
            options,
            {"error": "number or step missing"},
            say(options.language, "Say which one and what: {example}.", example=wanted),
            failed=True,
        )
        return 2
    if options.what == "step":
        one = take_step(
            store,
            options.number,
            options.to,
            role=options.role,
            at=now(),
            who=who(),
            reason_code=options.reason,
            reached=options.reached,
            verification=options.verification,
            adopted_on=options.adopted_on,
        )
    else:
        one = begin_version(
            store, options.number, _batch(store), role=options.role, at=now(), who=who()
        )
    answer = {
        "recommendation_id": one.recommendation_id,
        "version": one.version,
        "status": one.status,
    }
    text = say(
        options.language,
        "{number}, version {version}: {status}.",
        number=one.recommendation_id,
        version=one.version,
        status=label("recommendation_status", one.status, options.language),
    )
    tell(options, answer, text)
    return 0


def _batch(store: Store) -> Batch | None:
    found = all_releases(store)
    return judge(found[-1], load_rules()) if found else None


def _listed(one: Carried, options: argparse.Namespace) -> dict[str, Any]:
    rec, language = one.recommendation, options.language
    return {
        "recommendation_id": rec.recommendation_id,
        "version": rec.version,
        "status": rec.status,
        "status_label": label("recommendation_status", rec.status, language),
        "strength": rec.strength,
        "text": rec.text_bg if language == "bg" else rec.text_en,
        "municipality_code": rec.municipality_code,
        "document": rec.strategy_document_id,
        "deadline_on": rec.deadline_on.isoformat() if rec.deadline_on else None,
        "days_overdue": one.days_overdue,
        "baseline": say_value(language, rec.unit, rec.baseline),
        "target": say_value(language, rec.unit, rec.target),
        "evidence": [
            {
                "evidence_id": e.evidence_id,
                "sha256": e.sha256,
                "sentence": e.content.get(f"sentence_{language}"),
            }
            for e in one.evidence
        ],
        "movement": say_message(one.movement, options) if one.movement else None,
        "course": one.course.verdict.value if one.course else None,
        "course_why": say_message(one.course.why, options) if one.course else None,
        "steps": [
            {"at": s.changed_at.isoformat(), "status": s.status, "role": s.role} for s in one.steps
        ],
    }


def _evidence(options: argparse.Namespace) -> int:
    check = verify_evidence(Store.open(options.store), expect=options.expect)
    problems = [say_message(problem, options) for problem in check.problems]
    answer = {
        "evidence": check.evidence,
        "versions": check.versions,
        "problems": problems,
        "holds": not problems,
    }
    text = say(
        options.language,
        "All holds: frozen figures {evidence}, versions handed over {versions}.",
        evidence=check.evidence,
        versions=check.versions,
    )
    tell(options, answer, "\n".join(problems) or text, failed=bool(problems))
    return 1 if problems else 0
