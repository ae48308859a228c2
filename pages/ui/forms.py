"""The form of a record: what is always needed lies open, the rest is folded away by theme."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from data.fields import Field, fields
from pages.ui.inputs import ask_choice, ask_field
from pages.ui.language import _
from pages.ui.texts import N_


@dataclass(frozen=True)
class Section:
    """Some fields of a form.

    Parameters
    ----------
    title
        Message over a folded section; an empty one lies open.
    names
        Names of the fields, in the order in which they are asked. A name that ends in ``*`` stands
        for all fields of items that begin like it.
    """

    title: str
    names: tuple[str, ...]

    def fields_of(self, kind: str) -> list[Field]:
        """Fields of the section, in its order."""
        return [
            field
            for name in self.names
            for field in fields(kind)
            if field.name == name
            or (field.item and name.endswith("*") and field.name.startswith(name[:-1]))
        ]


LAYOUT: dict[str, tuple[Section, ...]] = {
    "consultations": (
        Section(
            "",
            (
                "mode",
                "held_on",
                "visit_id",
                "service_ekatte",
                "contact_type",
                "age_band",
                "sex",
                "home",
                "gbv_type",
                "consent_reporting",
            ),
        ),
        Section(
            N_("About the person"),
            ("language", "with_interpreter", "marital_status", "disability", "referred_from"),
        ),
        Section(
            N_("About the incident"),
            (
                "zzdn_type",
                "elapsed_band",
                "incident_place",
                "perpetrator_relation",
                "perpetrator_sex",
                "perpetrator_age_band",
                "perpetrator_number",
                "previous_incidents",
                "child_present",
                "reported_elsewhere",
            ),
        ),
        Section(
            N_("Help and next steps"), ("service_*", "legal_action", "zzdn_step", "safety_plan")
        ),
        Section(
            N_("Further consents, number and conversation"),
            (
                "consent_services",
                "consent_sharing",
                "consent_ethnicity",
                "ethnicity_self",
                "consultation_id",
                "duration_band",
                "staff_role",
                "withdrawn_on",
            ),
        ),
    ),
    "visits": (
        Section("", ("status", "ekatte", "on", "starts_at", "ends_at", "cancel_reason")),
        Section(
            N_("Team, host and costs"),
            ("team", "skill", "host", "distance_km", "cost_bgn", "planned_on", "visit_id"),
        ),
        Section(N_("How it went"), ("venue_discretion", "announced_as", "debrief")),
    ),
    "events": (
        Section("", ("event_type", "target_group", "held_on", "ekatte", "participants")),
        Section(
            N_("Place, partner and topics"),
            ("venue_type", "partner", "topic", "language", "media_reach", "event_id"),
        ),
        Section(N_("Who took part"), ("participants_*", "profession_*")),
        Section(
            N_("Tests before and after"),
            ("pre_n", "pre_mean", "pre_sd", "post_n", "post_mean", "post_sd"),
        ),
    ),
}
"""What the form of each kind asks, theme by theme."""


def ask_record(
    kind: str,
    values: Mapping[str, str],
    *,
    key: str,
    as_choices: Collection[str] = (),
    leave_out: Collection[str] = (),
) -> dict[str, str]:
    """Draw the inputs of a record and return what was answered, by name of the field.

    Parameters
    ----------
    kind
        ``consultations``, ``visits`` or ``events``.
    values
        What stands in the inputs at first.
    key
        Begins the keys of all widgets; another one makes an empty form of it.
    as_choices
        Fields whose answers lie side by side instead of in a list to open.
    leave_out
        Fields that are asked elsewhere.
    """
    answered: dict[str, str] = {}
    for number, section in enumerate(LAYOUT[kind]):
        asked = [field for field in section.fields_of(kind) if field.name not in leave_out]
        place = st.expander(_(section.title)) if section.title else st.container()
        with place, st.container(key=f"fields_{key}_{number}"):
            for field in asked:
                ask = ask_choice if field.name in as_choices else ask_field
                answered[field.name] = ask(
                    field, key=f"{key}_{field.name}", value=values.get(field.name, "")
                )
    return answered
