"""Teams that hold mobile offices: a code each, never the names of people."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from data.resources.changes import ResourceRefused, Values, change, writes
from data.store import Store
from geo.places import CENTRE_EKATTE, settlements


@dataclass(frozen=True)
class TeamRecord:
    """One team.

    Parameters
    ----------
    code
        At most four letters or digits, as in the records of visits.
    base_ekatte
        Where it starts and returns.
    languages, skills
        Codes of the lists ``language`` and ``skill``.
    lives_in
        Settlements where members live; the team is never sent there.
    weekdays
        Days of the week on which it can go, 1 Monday to 7 Sunday; none means Monday to Friday.
    blocked_days
        Days on which it cannot go.
    in_use
        Whether it is planned for.
    """

    code: str
    base_ekatte: str = CENTRE_EKATTE
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    lives_in: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    blocked_days: tuple[date, ...] = ()
    in_use: bool = True


def teams(store: Store) -> tuple[TeamRecord, ...]:
    """All teams in order of their codes."""
    with store.cursor() as cursor:
        codes = cursor.execute("SELECT team_code FROM team ORDER BY team_code").fetchall()
        read = [_read(cursor, code) for (code,) in codes]
    return tuple(_as_record(values) for values in read if values is not None)


def save_team(store: Store, team: TeamRecord, *, who: str = "") -> bool:
    """Keep a team, new or changed; False where it says what it said.

    Raises
    ------
    ResourceRefused
        Where the code could be a name, or a settlement is none of the district.
    """
    if not re.fullmatch(r"[^\W_]{1,4}", team.code):
        raise ResourceRefused(
            "The code of a team is one to four letters or digits, such as A or 2. Never a name."
        )
    known = {place.ekatte for place in settlements()}
    for ekatte in (team.base_ekatte, *team.lives_in):
        if ekatte not in known:
            raise ResourceRefused(
                "{ekatte} is no settlement of the district. Choose one of the list.", ekatte=ekatte
            )
    return change(store, "team", team.code, _read, _as_values(team), who=who)


def delete_team(store: Store, code: str, *, who: str = "") -> bool:
    """Take a team away; visits keep its code."""
    return change(store, "team", code, _read, None, who=who)


def write_team(cursor: DuckDBPyConnection, code: str, values: Values | None) -> None:
    """Put a team in its place inside a transaction."""
    for delete in _DELETES:
        cursor.execute(delete, {"code": code})
    if values is None:
        return
    cursor.execute(
        "INSERT INTO team VALUES ($code, $base, $in_use)",
        {"code": code, "base": values["base_ekatte"], "in_use": values["in_use"]},
    )
    for table, name in _SEVERAL.items():
        for value in values[name]:
            cursor.execute(_INSERT[table], {"code": code, "value": value})


_SEVERAL = {
    "team_language": "languages",
    "team_skill": "skills",
    "team_lives_in": "lives_in",
    "team_weekday": "weekdays",
    "team_blocked_day": "blocked_days",
}
# The whole SQL is written here, so that no text ever touches a statement.
_INSERT = {
    "team_language": "INSERT INTO team_language VALUES ($code, $value)",
    "team_skill": "INSERT INTO team_skill VALUES ($code, $value)",
    "team_lives_in": "INSERT INTO team_lives_in VALUES ($code, $value)",
    "team_weekday": "INSERT INTO team_weekday VALUES ($code, $value)",
    "team_blocked_day": "INSERT INTO team_blocked_day VALUES ($code, CAST($value AS DATE))",
}
_DELETES = (
    "DELETE FROM team WHERE team_code = $code",
    "DELETE FROM team_language WHERE team_code = $code",
    "DELETE FROM team_skill WHERE team_code = $code",
    "DELETE FROM team_lives_in WHERE team_code = $code",
    "DELETE FROM team_weekday WHERE team_code = $code",
    "DELETE FROM team_blocked_day WHERE team_code = $code",
)
_SELECT = {
    "team_language": "SELECT language FROM team_language WHERE team_code = $code ORDER BY ALL",
    "team_skill": "SELECT skill FROM team_skill WHERE team_code = $code ORDER BY ALL",
    "team_lives_in": "SELECT ekatte FROM team_lives_in WHERE team_code = $code ORDER BY ALL",
    "team_weekday": "SELECT weekday FROM team_weekday WHERE team_code = $code ORDER BY ALL",
    "team_blocked_day": "SELECT CAST(blocked_on AS VARCHAR) FROM team_blocked_day "
    "WHERE team_code = $code ORDER BY ALL",
}


def _read(cursor: DuckDBPyConnection, code: str) -> Values | None:
    row = cursor.execute(
        "SELECT base_ekatte, in_use FROM team WHERE team_code = $code", {"code": code}
    ).fetchone()
    if row is None:
        return None
    several = {
        name: [value for (value,) in cursor.execute(_SELECT[table], {"code": code}).fetchall()]
        for table, name in _SEVERAL.items()
    }
    return {"code": code, "base_ekatte": row[0], "in_use": row[1], **several}


def _as_values(team: TeamRecord) -> Values:
    several = {name: sorted(set(getattr(team, name))) for name in _SEVERAL.values()}
    return {
        **asdict(team),
        **several,
        "blocked_days": [str(day) for day in several["blocked_days"]],
    }


def _as_record(values: Values) -> TeamRecord:
    return TeamRecord(
        code=values["code"],
        base_ekatte=values["base_ekatte"],
        languages=tuple(values["languages"]),
        skills=tuple(values["skills"]),
        lives_in=tuple(values["lives_in"]),
        weekdays=tuple(values["weekdays"]),
        blocked_days=tuple(date.fromisoformat(day) for day in values["blocked_days"]),
        in_use=values["in_use"],
    )


writes("team", write_team)
