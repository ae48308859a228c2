"""A rule file is read whole or refused with the entry that is wrong."""

from pathlib import Path

import pytest

from data.strategy.seeds import NoRules, rule_texts
from pages.ui.strategy.rules import load_rules
from pages.ui.texts import say_error
from priemna.sharing.protocol import read_protocol
from priemna.strategy.rules import TABLES, RuleWrong, read_rule

GOOD = (Path(__file__).parents[3] / "data/seeds/rules/where_to_apply.toml").read_text("utf-8")


def changed(before, after):
    assert before in GOOD
    return GOOD.replace(before, after, 1)


def test_the_rules_that_come_with_the_program_can_be_used():
    rules = load_rules()
    assert len(rules) == 8
    assert {rule.level for rule in rules} == {"national", "regional", "municipal"}
    assert all(len(rule.sha256) == 64 for rule in rules)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("goal = 2", "goal = ", "cannot be read"),
        ("goal = 2\n", "", "lacks the entry “goal”"),
        ("goal = 2", "goal = 9", "“goal” is 9"),
        ("goal = 2", 'goal = "2"', "must be a number"),
        ("threshold = 0.5", "threshold = 50", "Shares are written from 0 to 1"),
        ("threshold = 0.5", "threshold = true", "must be a number"),
        ("minimum = 20", "minimum = 20\nminimun = 10", "“minimun” that means nothing"),
        ('fires = "below"', 'fires = "above"', "wrong way round"),
        ("target = 0.65", "target = 0.4", "worse than the threshold"),
        ('part = "survey_right"', 'part = "consultation"', "must be one of"),
        ('whole = "survey_asked"', 'whole = ""', "a share needs a whole"),
        ('period = "wave"', 'period = "week"', "not broken down by “week”"),
        ('item = "where', 'items = "where', "not broken down by “items”"),
        ("periods = 0", "periods = -1", "whole number from 0"),
        ("keys = {", "keyz = {", "lacks the entry “keys”"),
        ("[source]", "[sources]", "lacks the entry “source”"),
        ("[en]", "[de]", "no part [en]"),
        ("{value}", "{valeu}", "a place {valeu}"),
        ("{value}", "{value", "nothing fills"),
        ('level = "municipal"', 'level = "regional"', "scope municipality"),
        ("next_review_on = 2027-11-25", "next_review_on = 2026-11-25", "after the last one"),
        ('author = "Priemna; to be confirmed by the coordinator"', "author = 3", "must be text"),
    ],
)
def test_a_wrong_rule_says_what_is_wrong_with_it(before, after, says):
    with pytest.raises(RuleWrong) as refused:
        read_rule("mine", changed(before, after))
    assert says in str(refused.value)
    assert "mine" in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("threshold = 0.5", 'threshold = "half"', "трябва да е число"),
        ('fires = "below"', "fires = 3", "трябва да е текст"),
        ("next_review_on = 2027-11-25", "next_review_on = 3", "трябва да е дата"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_told_in_bulgarian_to_its_last_word(before, after, says):
    with pytest.raises(RuleWrong) as refused:
        read_rule("mine", changed(before, after))
    assert says in say_error("bg", refused.value)


def test_a_folder_without_rules_is_named(tmp_path):
    with pytest.raises(NoRules, match=str(tmp_path)):
        rule_texts(tmp_path)


def test_rules_read_tables_that_the_protocol_releases():
    import tomllib

    text = (Path(__file__).parents[3] / "data/seeds/protocol.toml").read_text("utf-8")
    released = {
        one.name: set(one.by)
        for one in read_protocol(tomllib.loads(text)).audience("administration").tables
    }
    for name, dimensions in TABLES.items():
        assert dimensions == released[name]
