"""Numbers → bands: an exact age or time is brought to its band on reading and goes no further."""

from bisect import bisect_left

# Last whole number that still belongs to each band; the bands touch and never overlap.
_BANDS: dict[str, tuple[tuple[float, str], ...]] = {
    "age_band": (
        (11, "a0_11"),
        (17, "a12_17"),
        (25, "a18_25"),
        (40, "a26_40"),
        (60, "a41_60"),
        (120, "a61_plus"),
    ),
    "elapsed_band": (
        (3, "d0_3"),
        (5, "d4_5"),
        (14, "d6_14"),
        (30, "d15_30"),
        (90, "m1_3"),
        (36_500, "m3_plus"),
    ),
    "duration_band": (
        (15, "min0_15"),
        (30, "min16_30"),
        (60, "min31_60"),
        (90, "min61_90"),
        (600, "min91_plus"),
    ),
}


def band_of(list_name: str, number: int) -> str | None:
    """Band of a whole number: years of age, days since the incident, or minutes.

    Returns
    -------
    str or None
        Code of the list, or None where the list has no bands or the number fits none.
    """
    bands = _BANDS.get(list_name, ())
    place = bisect_left([last for last, _ in bands], number)
    return bands[place][1] if number >= 0 and place < len(bands) else None
