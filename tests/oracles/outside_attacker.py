"""An attacker from outside: the published files, the rules they state, and linear programming.

Nothing of the product is used. Figures are read as the manifest says; whatever no table can have
that follows the stated rules is a leak too, for then some number was not protected as stated.
"""

from itertools import product

from highspy import kHighsInf

from tests.oracles.sums_by_programme import Sums

TOTAL = "total"
PEOPLE = ("survey_asked", "survey_right", "participants", "training_pairs", "attitude_answers")
PARTS = ("home", "quarter", "kind", "age")


def under(names, keys, codes, of):
    """Leaves below a cell: every mix of codes that agrees with it."""
    told = {name: code for name, code in zip(names, keys, strict=True) if code != TOTAL}
    pools = []
    for part in PARTS if of == "women" else names:
        pool = codes[part]
        if part == "quarter" and "year" in told:
            pool = [q for q in pool if q[:4] == told["year"]]
        if part == "quarter" and "twelve_months" in told:
            end = pool.index(told["twelve_months"])
            pool = pool[end - 3 : end + 1]
        pools.append([told[part]] if part in told else pool)
    return list(product(*pools))


def leaks(releases, sensitive, *, women=None, number=None):
    """What could be worked out.

    ``releases`` are ``(manifest, {table: rows})`` of all audiences and times; ``sensitive`` are
    ``(table, keys)`` of the newest in which few people stand; ``women`` is the number of all women
    if it is known from elsewhere. Returns sentences, none where nothing leaks.
    """
    sums, found = Sums(), []
    ordered = sorted(releases, key=lambda one: one[0]["number"])
    newest = ordered[-1][0]["number"]
    cells, codes, known = {}, {}, {}
    for manifest, tables in ordered:
        for name, about in manifest["tables"].items():
            of, by = about["of"], about["by"]
            if of == "women" or of in PEOPLE:
                for *keys, state, value in tables[name][1:]:
                    shown = int(value) if value else 0
                    cells[manifest["number"], name, tuple(keys)] = (of, by, shown, manifest, state)
                    base = manifest["base"]
                    if 0 < shown < manifest["k"] or (of != "women" and shown % base):
                        found.append(f"{name} {keys} shows {shown}")
                    for part, code in zip(by, keys, strict=True):
                        if code != TOTAL:
                            codes.setdefault(of, {}).setdefault(part, {})[code] = None
                            known.setdefault((of, part, code), manifest["number"])
    codes = {of: {p: sorted(all_) for p, all_ in parts.items()} for of, parts in codes.items()}
    for (at, name, keys), (of, by, shown, manifest, _state) in cells.items():
        quarters = [q for q in codes["women"]["quarter"] if known["women", "quarter", q] <= at]
        below = under(
            by, keys, {**codes[of], **({"quarter": quarters} if of == "women" else {})}, of
        )
        sums.say([((of, at, leaf), 1) for leaf in below], shown, shown)
        limit = manifest["tables"][name]["zero_reads"][1] * (1 if of == "women" else len(below))
        if at == newest and not shown:
            sums.say([((of, "true", leaf), 1) for leaf in below], 0, limit)
    base = ordered[-1][0]["base"]
    for of, at, leaf in list(sums.at):
        if at == "true":
            continue
        old = (of, at - 1, leaf) in sums.at
        if old:  # what was shown never falls
            sums.say([((of, at, leaf), 1), ((of, at - 1, leaf), -1)], 0, kHighsInf)
        if at == newest:
            pair = [((of, "true", leaf), 1), ((of, at, leaf), -1)]
            sums.say(pair, -kHighsInf if old else 1 - base, base if old else base - 1)
            if not old and of == "women":  # 0 may be nobody, 5 is at least one, more is exact
                sums.say([((of, "true", leaf), base), ((of, at, leaf), -1)], 0, kHighsInf)
        if of == "survey_right" and at == newest:
            pair = [(("survey_asked", "true", leaf), 1), ((of, "true", leaf), -1)]
            sums.say(pair, 0, kHighsInf)
    if women is not None:
        every = [((of, at, leaf), 1) for of, at, leaf in sums.at if (of, at) == ("women", "true")]
        sums.say(every, women, women)
    required = ordered[-1][0]["parameters"]["required_interval"]
    for name, keys in sensitive[:number]:
        of, by, *_ = cells[newest, name, keys]
        try:
            low, high = sums.ends([(of, "true", leaf) for leaf in under(by, keys, codes[of], of)])
        except ValueError as error:
            return [*found, str(error)]
        if high - low + 1 < required or (low >= 1 and high < base):
            found.append(f"{name} {keys} lies between {low} and {int(high)}")
    return found
