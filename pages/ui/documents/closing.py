"""End of each document: how the figures came about, and the list of evidence with its hashes."""

from pages.ui.documents.blocks import Block, Box, Grid, Heading
from pages.ui.documents.writer import Writer


def method_box(w: Writer) -> Box:
    """How the figures were made and what they cannot say."""
    _ = w._
    k, base = w.release.threshold, int(w.release.manifest["base"])
    return Box(
        _("How to read the figures"),
        (
            _(
                "All figures come from release {number} of {published}, with records from {since} "
                "to {until}.",
                number=w.release.number,
                published=w.release.published_on,
                since=w.release.since,
                until=w.last_day,
            ),
            _(
                "Numbers of women are rounded so that no number from 1 to {below} is told; small "
                "numbers become 0 or {base}. They are approximate, and “too few” is no zero.",
                below=k - 1,
                base=base,
            ),
            _("Only women who agreed to be counted are in the figures."),
            _(
                "Contacts are what was reported to the centre. They do not show how widespread "
                "violence is, and a place nobody visited has no contacts."
            ),
            _(
                "Answers to the survey are no random sample. Shares are given from about {n} women "
                "asked, and with the interval in which the truth lies in 95 of 100 cases.",
                n=20,
            ),
            _(
                "Strength of a recommendation: A sure, from two periods; B very likely; C likely; "
                "D judgement of an expert. All rules are run at once and corrected for it."
            ),
        ),
    )


def evidence_section(w: Writer) -> tuple[Block, ...]:
    """List of all ids that stand beside figures; to be written last."""
    _ = w._
    return (
        Heading(_("Evidence")),
        Grid(
            _(
                "Each id beside a figure, what it is, and the beginning of its SHA-256. "
                "“priemna evidence verify” checks those that begin with E; the manifest of release "
                "{number} holds the others.",
                number=w.release.number,
            ),
            (_("Id"), _("What"), _("SHA-256")),
            tuple((one.number, one.what, one.sha256[:16]) for one in w.cited),
            (0.6, 4.5, 1.9),
        ),
    )
