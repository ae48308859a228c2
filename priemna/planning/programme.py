"""A linear or integer programme in blocks, and HiGHS that solves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_matrix

from priemna.planning.problem import Floats, Whole

INFINITE = highspy.kHighsInf

KEPT = 1e-5
"""Rounding in sums of an answer that HiGHS calls possible."""

Watch = Callable[[float, float, float], bool]
"""Told seconds, best value and bound from time to time; True ends the search."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS found: values of the columns (None where none), their worth, and a bound.

    Values are those that `Programme.is_kept` has checked.
    """

    values: Floats | None
    worth: float
    bound: float
    is_optimal: bool
    row_duals: Floats
    row_values: Floats
    seconds: float


class Programme:
    """Maximise over columns (variables) subject to rows; both are added in blocks."""

    def __init__(self) -> None:
        self._costs: list[Floats] = []
        self._bounds: list[tuple[Floats, Floats]] = []
        self._whole: list[np.ndarray] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._entries: list[tuple[Whole, Whole, Floats]] = []
        self.columns = self.rows = 0

    def add_columns(
        self, count: int, gain: ArrayLike, low: ArrayLike, high: ArrayLike, *, whole: bool = False
    ) -> Whole:
        """Add ``count`` columns and return their numbers."""
        self._costs.append(_spread(gain, count))
        self._bounds.append((_spread(low, count), _spread(high, count)))
        self._whole.append(np.full(count, whole))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def add_rows(self, count: int, low: ArrayLike, high: ArrayLike) -> Whole:
        """Add ``count`` rows and return their numbers."""
        self._rows.append((_spread(low, count), _spread(high, count)))
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def enter(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike) -> None:
        """Enter coefficients; the arguments are spread to one shape."""
        r, c, v = np.broadcast_arrays(rows, columns, values)
        self._entries.append(
            (r.ravel().astype(np.int64), c.ravel().astype(np.int64), v.ravel().astype(float))
        )

    def is_kept(self, values: Floats) -> bool:
        """True where values lie within their limits and keep every row, as far as rounding goes."""
        low = np.concatenate([low for low, _ in self._bounds])
        high = np.concatenate([high for _, high in self._bounds])
        sums = self._matrix() @ values
        rows_low = np.concatenate([low for low, _ in self._rows])
        rows_high = np.concatenate([high for _, high in self._rows])
        whole = values[np.concatenate(self._whole)]
        return bool(
            (values >= low - KEPT).all()
            and (values <= high + KEPT).all()
            and (sums >= rows_low - KEPT).all()
            and (sums <= rows_high + KEPT).all()
            and (np.abs(whole - np.round(whole)) <= KEPT).all()
        )

    def _matrix(self) -> csc_matrix:
        rows, columns, values = (
            np.concatenate(parts) for parts in zip(*self._entries, strict=True)
        )
        return csc_matrix((values, (rows, columns)), shape=(self.rows, self.columns))

    def model(self, *, whole: bool) -> highspy.HighsLp:
        """The programme as HiGHS takes it, with whole numbers or without."""
        matrix = self._matrix()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, self.rows
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.concatenate(self._costs)
        lp.col_lower_ = np.concatenate([low for low, _ in self._bounds])
        lp.col_upper_ = np.concatenate([high for _, high in self._bounds])
        lp.row_lower_ = np.concatenate([low for low, _ in self._rows])
        lp.row_upper_ = np.concatenate([high for _, high in self._rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = matrix.indptr
        lp.a_matrix_.index_ = matrix.indices
        lp.a_matrix_.value_ = matrix.data
        if whole:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[int(flag)] for flag in np.concatenate(self._whole)]
        return lp

    def solve(
        self,
        *,
        gap: float,
        absolute_gap: float = 0.0,
        seconds: float,
        start: Floats | None = None,
        watch: Watch | None = None,
    ) -> Answer:
        """Solve with whole numbers.

        Parameters
        ----------
        gap, absolute_gap
            The search ends when worth and bound are this near, as share or as difference.
        seconds
            The search ends after this time.
        start
            Values of all columns of a known solution.
        watch
            Told of progress, and may end the search.

        Notes
        -----
        HiGHS 1.16 was seen to call an impossible point optimal where it was given a start. Every
        answer is checked; one that breaks a row is looked for again without the start, and where
        that helps not, there are no values and no bound.
        """
        answer = self._solve(gap, absolute_gap, seconds, start, watch)
        if start is not None and not self._is_sound(answer):
            left = seconds - answer.seconds
            again = self._solve(gap, absolute_gap, left, None, watch)
            answer = replace(again, seconds=again.seconds + answer.seconds)
        if not self._is_sound(answer):
            return replace(answer, values=None, worth=-np.inf, bound=np.inf, is_optimal=False)
        return answer

    def _is_sound(self, answer: Answer) -> bool:
        return answer.values is None or self.is_kept(answer.values)

    def _solve(
        self,
        gap: float,
        absolute_gap: float,
        seconds: float,
        start: Floats | None,
        watch: Watch | None,
    ) -> Answer:
        solver = _quiet()
        # Nearly nothing can be presolved here, and working without it halves the time.
        solver.setOptionValue("presolve", "off")
        # Choosing routes by reduced cost is done before, in `search`.
        solver.setOptionValue("mip_heuristic_run_root_reduced_cost", False)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_abs_gap", max(absolute_gap, 1e-6))
        solver.setOptionValue("time_limit", max(seconds, 0.05))
        solver.passModel(self.model(whole=True))
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start
            solver.setSolution(solution)
        if watch is not None:
            told = watch

            def listen(event: Any) -> None:
                data = event.data_out
                if told(data.running_time, data.mip_primal_bound, data.mip_dual_bound):
                    event.data_in.user_interrupt = True

            solver.cbMipInterrupt.subscribe(listen)
        solver.run()
        return _answer(solver, is_mip=True)


class Growing:
    """A programme without whole numbers that grows and is solved again from where it was.

    Parameters
    ----------
    programme
        What it begins with.
    """

    def __init__(self, programme: Programme) -> None:
        self._solver = _quiet()
        self._solver.passModel(programme.model(whole=False))
        self.columns, self.rows = programme.columns, programme.rows

    def add_columns(
        self, gain: Floats, high: Floats, entries: Sequence[tuple[Whole, Floats]]
    ) -> Whole:
        """Add columns from 0 up to ``high``: rows and values of each; returns their numbers."""
        empty = np.zeros(len(gain))
        self._solver.addCols(len(gain), gain, empty, high, *_packed(entries))
        self.columns += len(gain)
        return np.arange(self.columns - len(gain), self.columns)

    def add_rows(self, high: Floats, entries: Sequence[tuple[Whole, Floats]]) -> Whole:
        """Add rows of at most ``high``: columns and values of each; returns their numbers."""
        self._solver.addRows(len(high), np.full(len(high), -INFINITE), high, *_packed(entries))
        self.rows += len(high)
        return np.arange(self.rows - len(high), self.rows)

    def relax(self, seconds: float) -> Answer:
        """Solve."""
        before = self._solver.getRunTime()
        self._solver.setOptionValue("time_limit", before + max(seconds, 0.05))
        self._solver.run()
        answer = _answer(self._solver, is_mip=False)
        return replace(answer, seconds=answer.seconds - before)


def _packed(
    entries: Sequence[tuple[Whole, Floats]],
) -> tuple[int, NDArray[np.int32], NDArray[np.int32], Floats]:
    starts = np.cumsum([0, *(len(at) for at, _ in entries)]).astype(np.int32)
    if not len(entries) or not starts[-1]:
        return 0, starts[:-1], np.zeros(0, np.int32), np.zeros(0)
    at = np.concatenate([at for at, _ in entries]).astype(np.int32)
    values = np.concatenate([value for _, value in entries]).astype(float)
    return int(starts[-1]), starts[:-1], at, values


class _Quiet(highspy.Highs):
    """HiGHS that prints nothing: it would announce itself before an option could be set."""

    def enableCallbacks(self) -> None:  # noqa: N802  (the name is that of highspy)
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _quiet() -> highspy.Highs:
    return _Quiet()  # type: ignore[no-untyped-call]


def _answer(solver: highspy.Highs, *, is_mip: bool) -> Answer:
    info, solution = solver.getInfo(), solver.getSolution()
    found = info.primal_solution_status == highspy.kSolutionStatusFeasible
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    worth = info.objective_function_value if found else -np.inf
    bound = info.mip_dual_bound if is_mip else (worth if optimal else np.inf)
    return Answer(
        values=np.asarray(solution.col_value) if found else None,
        worth=worth,
        bound=bound,
        is_optimal=optimal,
        row_duals=np.asarray(solution.row_dual),
        row_values=np.asarray(solution.row_value),
        seconds=solver.getRunTime(),
    )


def _spread(value: ArrayLike, count: int) -> Floats:
    return np.broadcast_to(np.asarray(value, dtype=float), (count,))
