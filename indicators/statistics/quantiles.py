"""The χ² quantile, exact to double precision for practical purposes, without loading scipy.

χ²(p; df) is twice the gamma quantile with shape df/2. Solved for the regularised incomplete gamma function
(series below the mode, continued fraction above) by Halley's method from Wilson and Hilferty's start.
Source: Abramowitz and Stegun, 6.5.29 and 6.5.31 for the function, 26.4.17 for the start.
"""

from math import lgamma
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_STEPS = 100
_TERMS = 20_000
_TINY = 1e-300
# After so many terms it is asked whether they were enough: to ask costs more than a term.
_LOOK_UP = 16


def chi_square_quantile(p: float, df: ArrayLike) -> Floats:
    """The value a χ² variable with `df` degrees of freedom stays below with probability `p`, per element.

    `df` need not be whole; 0 where df is 0. ValueError unless 0 < p < 1 and all df >= 0.
    """
    shape = np.atleast_1d(np.asarray(df, dtype=np.float64)) / 2
    if not 0 < p < 1 or not np.all(shape >= 0):
        raise ValueError("krever 0 < p < 1 og frihetsgrader fra 0")
    found = np.zeros_like(shape)
    live = shape > 0
    if live.any():
        found[live] = 2 * _gamma_quantile(p, shape[live])
    return found


def _gamma_quantile(p: float, a: Floats) -> Floats:
    z = NormalDist().inv_cdf(p)
    x = a * (1 - 1 / (9 * a) + z / (3 * np.sqrt(a))) ** 3
    small = np.exp((np.log(p) + _log_gamma(a + 1)) / a)
    x = np.where((a < 1) | (x <= 0), small, x)
    for _ in range(_STEPS):
        density = np.exp((a - 1) * np.log(np.maximum(x, _TINY)) - x - _log_gamma(a))
        newton = (_lower_share(a, x) - p) / np.maximum(density, _TINY)
        step = newton / (1 - np.minimum(newton * ((a - 1) / np.maximum(x, _TINY) - 1), 1) / 2)
        # Halving keeps x positive where the first steps would overshoot.
        step = np.clip(step, -x, x / 2)
        x = x - step
        # The error left is about the cube of the last step.
        if np.all(np.abs(step) <= 1e-6 * x + _TINY):
            break
    return x


def _log_gamma(a: Floats) -> Floats:
    return np.array([lgamma(each) for each in a], dtype=np.float64)


def _lower_share(a: Floats, x: Floats) -> Floats:
    """P(a, x), the regularised lower incomplete gamma function."""
    share = np.exp(a * np.log(np.maximum(x, _TINY)) - x - _log_gamma(a))
    below = x < a + 1
    share[below] *= _series(a[below], x[below])
    share[~below] = 1 - share[~below] * _fraction(a[~below], x[~below])
    return share


def _series(a: Floats, x: Floats) -> Floats:
    term = 1 / a
    total = term.copy()
    for n in range(1, _TERMS):
        term = term * x / (a + n)
        total += term
        if n % _LOOK_UP == 0 and np.all(term <= 1e-17 * total):
            break
    return total


def _fraction(a: Floats, x: Floats) -> Floats:
    b = x + 1 - a
    c = np.full_like(x, 1 / _TINY)
    d = 1 / b
    total = d.copy()
    for n in range(1, _TERMS):
        b = b + 2
        factor = n * (a - n)
        d = 1 / (factor * d + b)
        c = b + factor / c
        total *= c * d
        if n % _LOOK_UP == 0 and np.all(np.abs(c * d - 1) <= 1e-15):
            break
    return total
