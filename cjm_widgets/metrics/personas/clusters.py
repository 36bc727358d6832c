"""Groups of alike customers: how many there are, how firm they are, whether there are any; knows no names."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput

Points = NDArray[np.float64]
Ints = NDArray[np.int64]

LOOKED_AT = 2_000
"""So many customers at most are compared each with each other, and clustered anew, for the choice."""
FIRM = 0.75
"""The mean adjusted Rand index that clusters must keep over bootstrap samples."""
SMALLEST = 30
"""The least customers of a cluster."""
REFERENCES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What speaks for a number of clusters.

    Attributes
    ----------
    k : int
        How many.
    silhouette : float
        Mean silhouette, -1 to 1.
    stability : float
        Mean adjusted Rand index between these clusters and those of bootstrap samples; 1: the same.
    smallest : int
        Customers of the smallest cluster.
    chance : float
        The highest silhouette among data of the same spread without clusters; NaN where not looked at.
    """

    k: int
    silhouette: float
    stability: float
    smallest: int
    chance: float = float("nan")

    @property
    def holds(self) -> bool:
        """Whether the clusters are firm and large enough to be considered."""
        return self.stability >= FIRM and self.smallest >= SMALLEST


@dataclass(frozen=True)
class Found:
    """Clusters: one code a customer (largest first), or None where there are none, and why."""

    codes: Ints | None
    choices: tuple[Choice, ...]
    why: str
    k: int | None = None


def need_sklearn() -> None:
    """Refuse to go on without scikit-learn."""
    if find_spec("sklearn") is None:
        raise BadInput(
            "Clusters are found with scikit-learn, which is not installed.", code="library_missing",
            hint='pip install "cjm-widgets[personas]"',
        )  # fmt: skip


def clusters(points: Points, k: int | None, most: int, resamples: int, seed: int) -> Found:
    """Cluster customers, and say what speaks for their number.

    Parameters
    ----------
    points : array of shape (customers, traits)
        Traits on comparable scales, nothing missing.
    k : int or None
        How many clusters; None: the number with the best silhouette among those that are firm and large
        enough, and none where that is no better than chance.
    most : int
        The largest number that is tried.
    resamples : int
        Bootstrap samples for the stability.
    seed : int
        Of every draw.

    Notes
    -----
    k-means with k-means++ (Arthur and Vassilvitskii 2007), ten starts. Silhouette: Rousseeuw 1987. Stability:
    Hennig 2007's scheme (bootstrap, cluster again, compare), here by the adjusted Rand index of Hubert and
    Arabie 1985. Chance: ten data sets of as many customers, half of them normal with the same mean and
    covariance (as Liu et al. 2008 test for one cluster), half with every trait shuffled by itself.
    """
    need_sklearn()
    import sklearn.cluster  # noqa: F401 - its threads can be limited once they are there
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # thousands of small fits: threads would only wait for each other
        return _clusters(points, k, most, resamples, seed)


def _clusters(points: Points, k: int | None, most: int, resamples: int, seed: int) -> Found:
    random = np.random.default_rng(seed)
    part = (
        points if len(points) <= LOOKED_AT else points[random.choice(len(points), LOOKED_AT, replace=False)]
    )
    distinct = len(np.unique(part, axis=0))
    tried = [k] if k else [one for one in range(2, most + 1) if one <= distinct]
    if distinct < 2 or (k and k > distinct):
        return Found(None, (), "alike")
    choices = [_choice(points, part, one, resamples, seed) for one in tried]
    ready = [one for one in choices if one.holds] if k is None else choices
    if not ready:
        return Found(None, tuple(choices), "not_firm")
    best = max(ready, key=lambda one: one.silhouette)
    chance = max(_chances(part, best.k, seed))
    at = choices.index(best)
    choices[at] = Choice(best.k, best.silhouette, best.stability, best.smallest, chance)
    if k is None and best.silhouette <= chance:
        return Found(None, tuple(choices), "chance")
    return Found(_ordered(_fitted(points, best.k, seed, 10).labels_), tuple(choices), "found", best.k)


def _fitted(points: Points, k: int, seed: int, starts: int) -> Any:
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():  # a bootstrap sample may hold fewer different customers than clusters
        warnings.simplefilter("ignore", ConvergenceWarning)
        return KMeans(k, n_init=starts, random_state=seed).fit(points)


def _choice(points: Points, part: Points, k: int, resamples: int, seed: int) -> Choice:
    from sklearn.metrics import adjusted_rand_score

    whole = _fitted(points, k, seed, 10)
    random = np.random.default_rng([seed, k])
    here = whole.predict(part)
    same = []
    for draw in range(resamples):
        again = _fitted(part[random.integers(0, len(part), len(part))], k, seed + draw + 1, 3)
        same.append(adjusted_rand_score(here, again.predict(part)))
    smallest = int(np.bincount(whole.labels_, minlength=k).min())
    return Choice(k, _silhouette(part, here), float(np.mean(same)), smallest)


def _silhouette(part: Points, codes: Any) -> float:
    from sklearn.metrics import silhouette_score

    several = 1 < len(np.unique(codes)) < len(part)
    return float(silhouette_score(part, codes)) if several else float("nan")


def _chances(part: Points, k: int, seed: int) -> Iterator[float]:
    """Yield the silhouettes of data alike in spread that have no clusters."""
    random = np.random.default_rng([seed, k, 1])
    covariance = np.atleast_2d(np.cov(part, rowvar=False))
    for at in range(REFERENCES):
        if at % 2 or part.shape[1] == 1:
            drawn = random.multivariate_normal(part.mean(axis=0), covariance, len(part), check_valid="ignore")
        else:
            drawn = random.permuted(part, axis=0)
        yield _silhouette(drawn, _fitted(drawn, k, seed, 3).labels_)


def _ordered(codes: Any) -> Ints:
    """Return codes by size, the largest cluster first."""
    sizes = np.bincount(codes)
    place = np.empty(len(sizes), np.int64)
    place[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    found: Ints = place[codes]
    return found
