"""Sums of unknown numbers by linear programming, and blank cells of a table attacked by it."""

from itertools import product

import highspy
import numpy as np


class Sums:
    """A linear programme over named unknowns, asked for the ends of sums, from start to start."""

    def __init__(self):
        # The outer class prints before it can be silenced.
        self.model, self.at = highspy._core._Highs(), {}
        self.model.setOptionValue("output_flag", False)

    def unknown(self, name, low=0.0, high=highspy.kHighsInf):
        if name not in self.at:
            self.at[name] = len(self.at)
            self.model.addVar(low, high)
        return self.at[name]

    def say(self, terms, low, high):
        names = np.array([self.unknown(name) for name, _ in terms], dtype=np.int32)
        self.model.addRow(low, high, names.size, names, np.array([float(f) for _, f in terms]))

    def ends(self, names):
        columns = np.array([self.unknown(name) for name in names], dtype=np.int32)
        count, found = len(self.at), []
        for side in (1.0, -1.0):
            cost = np.zeros(count)
            cost[columns] = side
            self.model.changeColsCost(count, np.arange(count, dtype=np.int32), cost)
            self.model.run()
            status = self.model.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                raise ValueError("no numbers follow the stated rules")
            bounded = status == highspy.HighsModelStatus.kOptimal
            value = side * self.model.getInfo().objective_function_value
            found.append(value if bounded else side * -np.inf)
        return int(np.ceil(found[0] - 1e-6)), found[1] + 1e-6


def blanks_told(rows, threshold):
    """Blank cells of one table that are certain to be 1 … threshold − 1, or one number."""
    sums, header, told = Sums(), rows[0], []
    by = header[:-2]
    codes = {p: sorted({r[i] for r in rows[1:]} - {"Total"}) for i, p in enumerate(by)}
    below = {
        tuple(keys): list(
            product(*(codes[p] if k == "Total" else [k] for p, k in zip(by, keys, strict=True)))
        )
        for *keys, _value, _state in rows[1:]
    }
    for *keys, value, _state in rows[1:]:
        terms = [(leaf, 1) for leaf in below[tuple(keys)]]
        sums.say(terms, *((int(value),) * 2 if value else (1, highspy.kHighsInf)))
    for *keys, value, _state in rows[1:]:
        if not value:
            low, high = sums.ends(below[tuple(keys)])
            if high - low < 1 or (low >= 1 and high < threshold):
                told.append(tuple(keys))
    return told
