"""How much help there is for each woman in reach: enhanced two-step floating catchment areas."""

from collections.abc import Sequence

import numpy as np

from priemna.access.coverage import LIMITS_MINUTES, Floats, whole_minutes

WEIGHTS = (1.0, 0.68, 0.22)
"""Weight of help in the first, second and third band: the slow decay of Luo and Qi (2009)."""


def hours_per_woman(
    women: Floats,
    supply: Floats,
    minutes: Floats,
    *,
    limits: Sequence[int] = LIMITS_MINUTES,
    weights: Sequence[float] = WEIGHTS,
) -> Floats:
    """Hours of help that fall to each woman of a settlement, neighbours counted in.

    Parameters
    ----------
    women
        Women aged 14 and over by settlement.
    supply
        Hours of help offered in each settlement in the period; 0 where there was none.
    minutes
        Square matrix of drives, row = from the settlement, column = to the site.
    limits, weights
        Upper limits of the bands in minutes, rising, and the weight of each band, falling; beyond
        the last limit the weight is 0.

    Returns
    -------
    ndarray
        Shape (settlements,), hours per woman in the period.

    Notes
    -----
    Step 1: each site's hours over the women around it, weighted by band:
    R_j = S_j / Σ_i W(t_ij) P_i. Step 2: what all sites around a settlement offer:
    A_i = Σ_j W(t_ij) R_j (W. Luo and Y. Qi, "An enhanced two-step floating catchment area (E2SFCA)
    method for measuring spatial accessibility to primary care physicians", Health & Place 15,
    2009, 1100–1107). There the bands are 0–10, 10–20 and 20–30 minutes; here the same weights
    stand for quarters of an hour, because villages are farther apart. Women weighted with 1 who
    could all reach a site get all of its hours: Σ_i P_i A_i = Σ_j S_j over sites with anybody in
    reach. Limits of the method: everybody is taken to have a car; hours on one day count as much
    as hours spread over months; nothing is said of who dares to come.
    """
    steps = np.searchsorted(np.asarray(limits), whole_minutes(minutes), side="left")
    weight = np.append(np.asarray(weights, dtype=float), 0.0)[steps]
    demand = women @ weight
    ratio = np.divide(supply, demand, out=np.zeros_like(demand), where=demand > 0)
    found: Floats = weight @ ratio
    return found
