"""The eight specific goals of the project in words."""

from pages.ui.texts import N_

GOALS = {
    1: N_("Access of Roma women and girls to specialised services"),
    2: N_("The real picture of what they know about protection"),
    3: N_("Capacity of professionals"),
    4: N_("Public awareness of multiple discrimination"),
    5: N_("Local Roma leaders and organisations"),
    6: N_("Awareness of adolescents, good practice from Europe"),
    7: N_("Recommendations to local and regional strategies"),
    8: N_("Capacity of the partners to work together"),
}
