-- With what mobile offices are planned: teams, halls, rules of planning, and what each said before
-- it was changed. Nothing here names a person: a team is a code, and where its members live is kept
-- for the team as a whole, so that nobody is sent to their own settlement.

-- One team that goes out together
CREATE TABLE team (
    team_code VARCHAR NOT NULL CHECK (length(team_code) BETWEEN 1 AND 4),
    base_ekatte VARCHAR NOT NULL CHECK (length(base_ekatte) = 5),
    in_use BOOLEAN NOT NULL
);
COMMENT ON COLUMN team.team_code IS 'code of the team, as in visit.team; never a name';
COMMENT ON COLUMN team.base_ekatte IS 'EKATTE of the settlement where it starts and returns';
COMMENT ON COLUMN team.in_use IS 'false for a team that no longer goes';

-- Languages a team speaks
CREATE TABLE team_language (
    team_code VARCHAR NOT NULL,
    language VARCHAR NOT NULL CHECK (
        language IN ('bulgarian', 'romani', 'turkish', 'other')
    )
);
COMMENT ON COLUMN team_language.team_code IS 'team';
COMMENT ON COLUMN team_language.language IS 'language its members speak; codebook list language';

-- Skills of a team
CREATE TABLE team_skill (
    team_code VARCHAR NOT NULL,
    skill VARCHAR NOT NULL CHECK (
        skill IN ('legal', 'psychological', 'social_work', 'mediation', 'romani', 'turkish')
    )
);
COMMENT ON COLUMN team_skill.team_code IS 'team';
COMMENT ON COLUMN team_skill.skill IS 'skill of its members; codebook list skill';

-- Settlements where members of a team live; the team is never sent there
CREATE TABLE team_lives_in (
    team_code VARCHAR NOT NULL,
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5)
);
COMMENT ON COLUMN team_lives_in.team_code IS 'team';
COMMENT ON COLUMN team_lives_in.ekatte IS 'EKATTE of a settlement where a member lives; not who';

-- Days on which a team cannot go
CREATE TABLE team_blocked_day (
    team_code VARCHAR NOT NULL,
    blocked_on DATE NOT NULL
);
COMMENT ON COLUMN team_blocked_day.team_code IS 'team';
COMMENT ON COLUMN team_blocked_day.blocked_on IS 'day on which it cannot go';

-- Weekdays on which a team can go; a team without a row goes from Monday to Friday
CREATE TABLE team_weekday (
    team_code VARCHAR NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7)
);
COMMENT ON COLUMN team_weekday.team_code IS 'team';
COMMENT ON COLUMN team_weekday.weekday IS 'day of the week on which it can go, 1 Monday to 7 Sunday';

-- Languages that a team must speak in a settlement
CREATE TABLE place_language (
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5),
    language VARCHAR NOT NULL CHECK (
        language IN ('bulgarian', 'romani', 'turkish', 'other')
    )
);
COMMENT ON COLUMN place_language.ekatte IS 'EKATTE of the settlement, NSI register';
COMMENT ON COLUMN place_language.language IS 'language that a team sent there must speak; codebook list language';

-- Skills that a team must bring to a settlement
CREATE TABLE place_skill (
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5),
    skill VARCHAR NOT NULL CHECK (
        skill IN ('legal', 'psychological', 'social_work', 'mediation', 'romani', 'turkish')
    )
);
COMMENT ON COLUMN place_skill.ekatte IS 'EKATTE of the settlement, NSI register';
COMMENT ON COLUMN place_skill.skill IS 'skill that a team sent there must bring; codebook list skill';

-- One room in which a mobile office can be held
CREATE TABLE hall (
    hall_id VARCHAR NOT NULL,
    ekatte VARCHAR NOT NULL CHECK (length(ekatte) = 5),
    venue_type VARCHAR NOT NULL CHECK (
        venue_type IN ('municipality', 'school', 'chitalishte', 'library', 'health', 'church',
        'court', 'other')
    ),
    discretion INTEGER NOT NULL CHECK (discretion BETWEEN 1 AND 5),
    has_referral BOOLEAN NOT NULL,
    in_use BOOLEAN NOT NULL
);
COMMENT ON COLUMN hall.hall_id IS 'ours: EKATTE and a running number';
COMMENT ON COLUMN hall.ekatte IS 'EKATTE of the settlement where it is, NSI register';
COMMENT ON COLUMN hall.venue_type IS 'what kind of place it is; codebook list venue_type';
COMMENT ON COLUMN hall.discretion IS 'how discreet it is: 1 everyone sees who enters, 5 nobody does';
COMMENT ON COLUMN hall.has_referral IS 'whether a woman in danger can be led on from here the same day';
COMMENT ON COLUMN hall.in_use IS 'false for a hall that can no longer be had';

-- When a hall is open; a hall without a row is open at any hour
CREATE TABLE hall_hours (
    hall_id VARCHAR NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    opens_at TIME NOT NULL,
    closes_at TIME NOT NULL,
    CHECK (closes_at > opens_at)
);
COMMENT ON COLUMN hall_hours.hall_id IS 'hall';
COMMENT ON COLUMN hall_hours.weekday IS 'day of the week, 1 Monday to 7 Sunday';
COMMENT ON COLUMN hall_hours.opens_at IS 'local time from which it can be used';
COMMENT ON COLUMN hall_hours.closes_at IS 'local time until which it can be used';

-- A rule or limit of planning that was set; one that was not has the value of the program
CREATE TABLE planning_rule (
    rule VARCHAR NOT NULL CHECK (length(rule) BETWEEN 1 AND 40),
    value DOUBLE NOT NULL
);
COMMENT ON COLUMN planning_rule.rule IS 'name of the rule as the program calls it';
COMMENT ON COLUMN planning_rule.value IS 'its value, in the unit its name says; 1 and 0 for yes and no';

-- One change of a team, a hall, a place or the rules, with what was said before, so that it can be undone
CREATE TABLE resource_change (
    change_number INTEGER NOT NULL CHECK (change_number > 0),
    resource VARCHAR NOT NULL CHECK (resource IN ('team', 'hall', 'place', 'rules')),
    row_id VARCHAR NOT NULL,
    before_json VARCHAR,
    after_json VARCHAR,
    changed_at TIMESTAMP NOT NULL,
    who VARCHAR NOT NULL,
    undone_at TIMESTAMP
);
COMMENT ON COLUMN resource_change.change_number IS 'number of the change, from 1';
COMMENT ON COLUMN resource_change.resource IS 'what was changed; codebook list resource';
COMMENT ON COLUMN resource_change.row_id IS 'code of the team, number of the hall or EKATTE of the place; rules for the rules of planning';
COMMENT ON COLUMN resource_change.before_json IS 'what it said before, JSON; empty where it was new';
COMMENT ON COLUMN resource_change.after_json IS 'what it says since, JSON; empty where it was deleted';
COMMENT ON COLUMN resource_change.changed_at IS 'when it was changed, UTC';
COMMENT ON COLUMN resource_change.who IS 'user who changed it';
COMMENT ON COLUMN resource_change.undone_at IS 'when the change was undone, UTC; empty while it stands';
