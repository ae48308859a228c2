"""What people do with recommendations on the screen: run rules, edit, step, begin a version."""

from datetime import date

import streamlit as st

from data.codebook import codes, label
from data.store import utc_now
from data.strategy.register import documents
from geo.places import municipalities
from pages.ui import cached, records
from pages.ui.goals import GOALS
from pages.ui.inputs import DAY_FORMAT
from pages.ui.language import _, language, say_reason
from pages.ui.strategy import chain
from pages.ui.strategy.carried import Carried
from pages.ui.strategy.register_words import titles_of
from pages.ui.strategy.rules import Batch
from pages.ui.strategy.saying import place_name
from pages.ui.tables import table_html
from priemna.strategy.workflow import EDITABLE, NEXT, WHO, Role, Status

SAID = "strategy_said"


def say_done() -> None:
    """Say once what was done."""
    if said := st.session_state.pop(SAID, None):
        st.success(said)


def draw_rules(batch: Batch, today: date) -> None:
    """What the rules say on the latest release, and the button that keeps their drafts."""
    store = cached.store()
    tried = chain.run_rules(
        store, batch, today=today, at=utc_now(), role=Role.COORDINATOR.value, try_only=True
    )
    with st.expander(
        _(
            "Rules: {n} new draft on release {release}",
            plural="Rules: {n} new drafts on release {release}",
            n=len(tried.drafted),
            release=batch.release.number,
        ),
        expanded=bool(tried.drafted),
    ):
        st.caption(
            _(
                "A rule is a reviewed file: a released figure, a threshold, the least number of "
                "answers and how sure it must be. All are judged at once, so that chance does not "
                "pass for a finding."
            )
        )
        if tried.drafted and st.button(_("Make the drafts"), type="primary", key="strategy_run"):
            done = chain.run_rules(
                store,
                batch,
                today=today,
                at=utc_now(),
                role=Role.COORDINATOR.value,
                who=records.who(),
            )
            st.session_state[SAID] = _(
                "{n} draft was made.", plural="{n} drafts were made.", n=len(done.drafted)
            )
            st.rerun()
        silent = tried.silent and st.toggle(
            _(
                "Show also {n} place where a rule is silent",
                plural="Show also {n} places where a rule is silent",
                n=len(tried.silent),
            ),
            key="strategy_silent",
        )
        st.html(
            table_html(
                [_("Rule"), _("Place"), _("Outcome"), _("Why")],
                [
                    (
                        found.rule.words[language()].name,
                        place_name(language(), found.figure.municipality_code),
                        outcome,
                        say_reason(found.why),
                    )
                    for found, outcome in (
                        *((found, _("new draft")) for _n, found in tried.drafted),
                        *((found, number) for number, found, _how in tried.already),
                        *((found, _("silent")) for found in (tried.silent if silent else ())),
                    )
                ],
                name=_("Rules"),
            )
        )


def draw_next(one: Carried, batch: Batch | None) -> None:
    """The steps that may follow, and the form that takes one."""
    rec = one.recommendation
    status = Status(rec.status)
    if status in EDITABLE:
        draw_edit(one)
    else:
        draw_new_version(one, batch)
    following = NEXT[status]
    if not following:
        return
    with st.form(f"step_{rec.recommendation_id}", border=True):
        st.markdown(f"**{_('Next step')}**")
        to = st.selectbox(
            _("It becomes"),
            following,
            format_func=lambda code: label("recommendation_status", code, language()),
        )
        roles = [role for role in Role if any(role in WHO[step] for step in following)]
        role = st.selectbox(
            _("By"), roles, format_func=lambda code: label("strategy_role", code, language())
        )
        reason = adopted = reached = checked = None
        if Status.REJECTED in following:
            reason = st.selectbox(
                _("Reason, where it is rejected"),
                [code.code for code in codes("rejection_reason")],
                index=None,
                format_func=lambda code: label("rejection_reason", code, language()),
                placeholder=_("choose"),
            )
            adopted = st.date_input(_("Day of the decision"), None, format=DAY_FORMAT)
        if Status.VERIFIED in following:
            reached = st.number_input(
                _("Value reached (a share from 0 to 1)")
                if rec.unit == "share"
                else _("Value reached"),
                value=None,
                min_value=0.0,
            )
            checked = st.text_input(_("Where it can be checked"), rec.verification or "")
        if not st.form_submit_button(_("Take the step"), type="primary"):
            return
    done = chain.take_step(
        cached.store(),
        rec.recommendation_id,
        to,
        role=role,
        at=utc_now(),
        who=records.who(),
        reason_code=reason if to == Status.REJECTED else None,
        reached=reached,
        verification=checked,
        adopted_on=adopted,
    )
    st.session_state[SAID] = _(
        "{number} is now: {status}.",
        number=done.recommendation_id,
        status=label("recommendation_status", done.status, language()),
    )
    st.rerun()


def draw_edit(one: Carried) -> None:
    """Form of all that may be changed before it is handed over."""
    rec = one.recommendation
    store = cached.store()
    titles = titles_of(documents(store), language())
    with (
        st.expander(_("Change the wording and the fields")),
        st.form(f"edit_{rec.recommendation_id}", border=False),
    ):
        values = {
            "text_bg": st.text_area(_("Recommendation in Bulgarian"), rec.text_bg),
            "text_en": st.text_area(_("Recommendation in English"), rec.text_en),
            "strategy_document_id": st.selectbox(
                _("Document"),
                list(titles),
                index=list(titles).index(rec.strategy_document_id)
                if rec.strategy_document_id in titles
                else None,
                format_func=lambda number: titles[number],
                placeholder=_("choose"),
            ),
            "lead_institution": st.text_input(_("Lead institution"), rec.lead_institution or ""),
            "partner_institutions": st.text_input(
                _("Partner institutions"), rec.partner_institutions or ""
            ),
            "budget_source": st.text_input(_("Budget"), rec.budget_source or ""),
            "deadline_on": st.date_input(_("Deadline"), rec.deadline_on, format=DAY_FORMAT),
            "result_bg": st.text_area(_("Expected result in Bulgarian"), rec.result_bg or ""),
            "result_en": st.text_area(_("Expected result in English"), rec.result_en or ""),
            "indicator": st.text_input(_("Indicator"), rec.indicator or ""),
            "target": st.number_input(
                _("Target (a share from 0 to 1)") if rec.unit == "share" else _("Target"),
                value=rec.target,
                min_value=0.0,
            ),
            "verification": st.text_input(_("Where it can be checked"), rec.verification or ""),
        }
        if not st.form_submit_button(_("Keep the changes")):
            return
    cleaned = {name: value if value != "" else None for name, value in values.items()}
    cleaned |= {name: cleaned[name] or "" for name in ("text_bg", "text_en")}
    chain.edit(store, rec.recommendation_id, cleaned, who=records.who())
    st.session_state[SAID] = _("The changes are kept.")
    st.rerun()


def draw_new_version(one: Carried, batch: Batch | None) -> None:
    """The button that begins a new version of what was handed over."""
    rec = one.recommendation
    st.caption(
        _(
            "What was handed over stays as it is. A new version begins as a draft, with the figure "
            "of the latest release beside the old one."
        )
    )
    if st.button(_("Begin a new version"), key=f"version_{rec.recommendation_id}"):
        done = chain.begin_version(
            cached.store(),
            rec.recommendation_id,
            batch,
            role=Role.COORDINATOR.value,
            at=utc_now(),
            who=records.who(),
        )
        st.session_state[SAID] = _(
            "Version {version} of {number} begins as a draft.",
            version=done.version,
            number=done.recommendation_id,
        )
        st.rerun()


def draw_new(today: date) -> None:
    """Form of a recommendation that no rule made: the judgement of an expert, strength D."""
    with (
        st.expander(_("Write one without a rule")),
        st.form("strategy_new", border=False, clear_on_submit=True),
    ):
        st.caption(_("It has no figure behind it and says so: strength D, judgement of an expert."))
        goal = st.selectbox(
            _("Aim"),
            list(GOALS),
            format_func=lambda n: _("Goal {n}. {name}", n=n, name=_(GOALS[n])),
        )
        theme = st.selectbox(
            _("Theme"),
            [code.code for code in codes("theme")],
            format_func=lambda code: label("theme", code, language()),
        )
        places = ["regional", "national", *(m.code for m in municipalities())]
        place = st.selectbox(_("For"), places, format_func=_place_or_level)
        text_bg = st.text_area(_("Recommendation in Bulgarian"))
        text_en = st.text_area(_("Recommendation in English"))
        if not st.form_submit_button(_("Keep the draft")):
            return
    if not text_bg.strip() or not text_en.strip():
        st.error(_("A recommendation needs its text in both languages."))
        return
    number = chain.write_by_hand(
        cached.store(),
        text_bg.strip(),
        text_en.strip(),
        goal=goal,
        theme=theme,
        level=place if place in ("regional", "national") else "municipal",
        municipality_code=None if place in ("regional", "national") else place,
        today=today,
        at=utc_now(),
        who=records.who(),
    )
    st.session_state[SAID] = _("Draft {number} is kept.", number=number)
    st.rerun()


def _place_or_level(code: str) -> str:
    if code in ("regional", "national"):
        return label("strategy_level", code, language())
    return place_name(language(), code)
