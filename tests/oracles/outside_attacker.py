"""An attacker from outside: the files that were given out and the rules printed in them, no more.

Unknown are, for the finest groups of people, what each release showed of them and how many they
are. A world is a choice of both that follows all rules and gives every figure that was given out.
"""

from itertools import product

import numpy as np

from tests.oracles.worlds import MANY, Worlds

TOTAL = "total"
PEOPLE = ("women", "survey_asked", "survey_right", "participants")
WOMEN = ("home", "quarter", "kind", "age")


class Outsider:
    """Who has all that was given out, as (manifest, {table: rows of its CSV}).

    `beside` are exact figures from elsewhere, as (what is counted, {part: code}, number).
    """

    def __init__(self, releases, beside=()):
        self.worlds, self.wrong = Worlds(), []
        self.codes, self.since, self.parts, figures = {}, {}, {}, {}
        for manifest, tables in sorted(releases, key=lambda one: one[0]["number"]):
            self.base, self.newest = manifest["base"], manifest["number"]
            self.required = manifest["parameters"]["required_interval"]
            for name, about in manifest["tables"].items():
                if about["of"] in PEOPLE:
                    self._read(about, manifest, tables[name], figures)
        for of in sorted(self.codes):
            for number in range(1, self.newest + 1):
                for leaf in self._below(of, number, {}):
                    self._follow_rules(of, number, leaf)
        for (of, number, told), (shown, zero) in figures.items():
            below = self._below(of, number, dict(told))
            self.worlds.say([((of, number, leaf), 1) for leaf in below], shown, shown)
            if number == self.newest and not shown:
                most = zero if of == "women" else zero * len(below)
                self.worlds.say([((of, "true", leaf), 1) for leaf in below], 0, most)
        for of, told, count in beside:
            self.worlds.say([(name, 1) for name in self._people(of, told)], count, count)

    def told(self, cells):
        """Sentences on what can be told of cells, given as (what is counted, {part: code})."""
        sums = [self._people(of, told) for of, told in cells]
        found = self.worlds.narrow(sums, self.required, self.base)
        if found is None:
            return [*self.wrong, "no numbers follow the stated rules"]
        return [*self.wrong, *(f"{cells[i]} is {a:.0f} to {b:.0f}" for i, (a, b) in found.items())]

    def _read(self, about, manifest, rows, figures):
        of, by, number = about["of"], about["by"], manifest["number"]
        self.parts[of] = WOMEN if of == "women" else tuple(by)
        for *keys, _state, value in rows[1:]:
            told = {part: code for part, code in zip(by, keys, strict=True) if code != TOTAL}
            for part, code in told.items():
                self.codes.setdefault(of, {}).setdefault(part, set()).add(code)
                self.since.setdefault((of, part, code), number)
            shown, cell = int(value or 0), (of, number, tuple(sorted(told.items())))
            same = figures.setdefault(cell, (shown, about["zero_reads"][1]))
            multiple = of == "women" or shown % self.base == 0
            if same[0] != shown or 0 < shown < manifest["k"] or not multiple:
                self.wrong.append(f"{of} {told} shows {shown}")

    def _follow_rules(self, of, number, leaf):
        """Say how a release may show a group: for the first time, or after an earlier one."""
        b, women, right = self.base, of == "women", of == "survey_right"
        shown, true, old = (of, number, leaf), (of, "true", leaf), (of, number - 1, leaf)
        up, exact, say = (*shown, "yes"), (*shown, "exact", "yes"), self.worlds.say
        before = [(old, -1)] if old in self.worlds.at else []
        # Nothing or at least b; later unchanged, or by more than b above unless asked cut it.
        least = b + 1 if before and not right else b
        say([(shown, 1), *before, (up, -MANY)], -np.inf, 0)
        say([(shown, 1), *before, (up, -least)], 0, np.inf)
        if number < self.newest:
            return
        far = [(true, 1), (shown, -1)]
        if before:  # unchanged is nothing to b more; what moved is exact, or rounded
            say([*far, (up, b if women else 1 - right)], -np.inf, b)
            say([*far, (up, -MANY)], -MANY - (0 if women else b - 1), np.inf)
        elif women:  # 0 is up to b - 1, b is 1 to b, more is exact
            say([*far, (up, b - 1)], -np.inf, b - 1)
            say([*far, (exact, 1 - b)], 1 - b, np.inf)
            say([(shown, 1), (exact, -MANY)], -np.inf, b)
        else:
            say(far, 1 - b, b - 1)
        if right:
            say([(("survey_asked", "true", leaf), 1), (true, -1)], 0, np.inf)

    def _below(self, of, number, told):
        """Finest groups of a cell, as far as a release knew them."""
        pools = []
        for part in self.parts[of]:
            pool = sorted(c for c in self.codes[of][part] if self.since[of, part, c] <= number)
            if part == "quarter" and "year" in told:
                pool = [one for one in pool if one[:4] == told["year"]]
            if part == "quarter" and "twelve_months" in told:
                end = pool.index(told["twelve_months"])
                pool = pool[end - 3 : end + 1]
            pools.append([told[part]] if part in told else pool)
        return list(product(*pools))

    def _people(self, of, told):
        return [(of, "true", leaf) for leaf in self._below(of, self.newest, told)]
