"""Section on what women know of protection: by item, against the wave before, by municipality."""

from collections.abc import Sequence

from data.codebook import label
from pages.ui.documents.blocks import Block, Grid, Heading, Picture, Text
from pages.ui.documents.drawing import draw_bars
from pages.ui.documents.mapping import Valued, map_picture
from pages.ui.documents.writer import TOO_FEW, Writer
from pages.ui.strategy.saying import period_word, period_words
from priemna.sharing.released import State

ASKED, RIGHT = "survey_asked", "survey_right"
LEAST = 20
"""Women asked from which a share of rounded numbers is said (the releases say so)."""

BY_PLACE = ("where_to_apply", "mobile_office", "free_legal_aid", "hotline")


def knowledge_section(w: Writer) -> tuple[Block, ...]:
    """What women of the whole district know."""
    _ = w._
    return (
        Heading(_("What women know of protection")),
        Text(
            _(
                "Answers of women who were asked where the project worked. They are no sample of "
                "all women of the district."
            )
        ),
        knowledge_bars(w, None),
        knowledge_table(w, [m.code for m in w.places]),
    )


def waves(w: Writer) -> tuple[str, ...]:
    """Waves of the survey, oldest first."""
    return tuple(sorted(w.release.tables[ASKED].codes("wave")))


def numbers(
    w: Writer, item: str, code: str | None, chosen: Sequence[str]
) -> tuple[int | None, int | None]:
    """Right answers and women asked over these waves."""
    place = {"municipality": code} if code else {}
    found = []
    for name in (RIGHT, ASKED):
        cells = [w.release.tables[name].cell(**place, wave=wave, item=item) for wave in chosen]
        if any(cell.state is State.HIDDEN for cell in cells):
            return None, None
        found.append(sum(cell.value or 0 for cell in cells))
    return found[0], found[1]


def share_value(part: int | None, whole: int | None) -> float | None:
    """Share of two released numbers where it may be said."""
    if part is None or not whole or whole < LEAST:
        return None
    return min(part / whole, 1.0)


def knowledge_bars(w: Writer, code: str | None) -> Picture:
    """Bars of all items; of the whole district the last wave with the one before as marks.

    Parameters
    ----------
    code
        A municipality: all waves together, with the district as marks.
    """
    _ = w._
    known = waves(w)
    last, before = known[-1:], known[-2:-1]
    items = w.release.tables[ASKED].codes("item")
    own = [numbers(w, item, code, known if code else last) for item in items]
    other = [numbers(w, item, None, known if code else before) for item in items]
    order = sorted(range(len(items)), key=lambda i: -(share_value(*own[i]) or 0))
    texts = [w.share(*own[i], least=LEAST) for i in order]
    labels = [label("knowledge", items[i], w.language) for i in order]
    period = period_words(w.language, "wave", known if code else last)
    title = _("What women asked know, {place}, {period}", place=w.place(code), period=period)
    against = (
        w.place(None)
        if code
        else _("wave {wave}", wave=period_word(w.language, "wave", before[0]))
        if before
        else ""
    )
    drawn = draw_bars(
        labels,
        [_percent(share_value(*own[i])) for i in order],
        texts,
        unit=_("% of the women asked"),
        compare=[_percent(share_value(*other[i])) for i in order] if against else None,
        compare_words=(w.place(code) if code else period, against),
        upto=100,
        size_cm=(16.0, 10.0),
    )
    alt = "; ".join(f"{name}: {text}" for name, text in zip(labels, texts, strict=True))
    return Picture(
        drawn,
        f"{title}. {alt}",
        f"{title}. {w.source([w.cite(RIGHT), w.cite(ASKED)])}",
    )


def knowledge_table(w: Writer, codes: Sequence[str]) -> Grid:
    """Shares of a few items by municipality, all waves together."""
    _ = w._
    known = waves(w)
    rows = [
        (
            w.place(code),
            *(w.share(*numbers(w, item, code, known), least=LEAST) for item in BY_PLACE),
            asked_words(w, code),
        )
        for code in codes
    ]
    return Grid(
        _("Share of women asked who know it, all waves together")
        + ". "
        + w.source([w.cite(RIGHT), w.cite(ASKED)]),
        (
            _("Municipality"),
            *(label("knowledge", item, w.language) for item in BY_PLACE),
            _("Women asked"),
        ),
        tuple(rows),
        (2.0, *(1.4 for _item in BY_PLACE), 1.2),
        numeric=True,
    )


def asked_words(w: Writer, code: str) -> str:
    """How many were asked in a municipality, as it may be said."""
    _part, asked = numbers(w, BY_PLACE[0], code, waves(w))
    if asked is None:
        return w._(TOO_FEW)
    return w._("about {n}", n=asked) if asked else w._("none or too few")


def knowledge_map(w: Writer, item: str, *, large: bool = False) -> Picture:
    """Map of the share that knows one item."""
    _ = w._
    known = waves(w)
    valued = {}
    for m in w.places:
        part, whole = numbers(w, item, m.code, known)
        value = share_value(part, whole)
        state = State.NO_DATA if whole == 0 else State.HIDDEN
        state = State.VALUE if value is not None else state
        valued[m.code] = Valued(value, state, w.share(part, whole, least=LEAST))
    return map_picture(
        w,
        valued,
        title=_(
            "Women asked: “{item}”, {period}",
            item=label("knowledge", item, w.language),
            period=period_words(w.language, "wave", known),
        ),
        unit=_("share of the women asked"),
        ids=[w.cite(RIGHT), w.cite(ASKED)],
        empty_words={State.HIDDEN: _(TOO_FEW)},
        as_share=True,
        large=large,
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
