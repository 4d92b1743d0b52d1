"""Where the nodes of a drawing stand: linked ones near each other, none on another, those without links around them.

Forces are those of ForceAtlas2 (Jacomy et al. 2014): links pull in proportion to their length, nodes push by
1/distance, heavier the more links they have; a pull to the middle keeps loose parts near. The push of all on all is
read off a grid (Hockney and Eastwood, Computer Simulation Using Particles, 1981): mass is spread over its cells and
folded with 1/distance by FFT, so that a step costs little more than the nodes and links that there are.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from math import pi

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
"""Shape (n, 2)."""
Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]

STEPS = 100
MIDDLE = 0.03
"""Strength of the pull to the middle: the lower, the more room."""
CELLS = (64, 256)
"""Fewest and most cells of the grid along a side."""
FILLED = 0.08
"""Share of the drawing's area that nodes cover."""
FILLED_AROUND = 0.6
"""The same of the area of nodes without links."""
GAP = 3.0
"""Space between the rims of two nodes, in the unit of their sizes."""
PASSES = 60
"""Rounds of moving apart what overlaps."""
WORK = 10_000_000
"""Most nodes times steps, and times rounds: more nodes than are ever drawn get fewer, not hours."""
GOLDEN_ANGLE = pi * (3 - 5**0.5)
KEPT_DIGITS = 6
"""Places are rounded at every step: a last bit in which machines differ does not grow into another picture."""
DIGITS = 1


def positions(sizes: Mapping[str, float], links: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return where each node's middle stands, in the unit of `sizes`, the diameters by node.

    `links` are pairs of nodes, in any order; one that comes twice pulls more. Their mean is (0, 0).
    The same nodes and links give the same places, in whatever order they come.
    """
    if not sizes:
        return {}
    number = {name: i for i, name in enumerate(sorted(sizes))}
    diameters = np.array([sizes[name] for name in number], dtype=float)
    ends, pulls = _counted((number[a], number[b]) for a, b in links if a != b)
    linked = np.zeros(len(number), dtype=bool)
    linked[ends] = True
    places = np.zeros((len(number), 2))
    places[linked] = _drawn(np.searchsorted(np.flatnonzero(linked), ends), pulls, diameters[linked])
    places[~linked] = _around(places[linked], diameters[linked], diameters[~linked])
    rounded = (places - places.mean(axis=0)).round(DIGITS) + 0.0  # no -0.0
    return {name: (float(x), float(y)) for name, (x, y) in zip(number, rounded, strict=True)}


def _counted(links: Iterable[tuple[int, int]]) -> tuple[Indices, Numbers]:
    """Return the pairs, shape (links, 2), and how strongly each pulls: as the logarithm of its number of links."""
    pairs = np.array([(min(pair), max(pair)) for pair in links], dtype=np.intp).reshape(-1, 2)
    ends, counts = np.unique(pairs, axis=0, return_counts=True)
    return ends, np.log2(1.0 + counts)


def _drawn(ends: Indices, pulls: Numbers, diameters: Numbers) -> Points:
    """Place nodes that all have links."""
    if not len(ends):
        return np.zeros((0, 2))
    masses: Numbers = 1.0 + np.bincount(ends.ravel()).astype(np.float64)
    places = _settled(_sunflower(masses), ends, pulls, masses)
    places -= places.mean(axis=0)
    reach = np.sqrt((places**2).sum(axis=1)).max()
    room = np.sqrt(((diameters + GAP) ** 2).sum() / 4 / FILLED)
    return _apart(_hung(places * (room / reach), ends, masses, diameters), diameters)


def _sunflower(masses: Numbers) -> Points:
    """Return a first place for each node: on a spiral, the heaviest in the middle, equal ones in their order."""
    rank = np.empty(len(masses))
    rank[np.argsort(-masses, kind="stable")] = np.arange(len(masses))
    return _spiral(rank, np.sqrt(masses.sum() / MIDDLE * (rank + 0.5) / len(masses)))


def _spiral(rank: Numbers, radius: Numbers) -> Points:
    angle = rank * GOLDEN_ANGLE
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _settled(places: Points, ends: Indices, pulls: Numbers, masses: Numbers) -> Points:
    """Move the nodes by the forces on them, ever less far."""
    cells = int(np.clip(2 ** np.ceil(np.log2(2 * np.sqrt(len(places)))), *CELLS))
    kernel = _kernel(cells)
    farthest = np.sqrt(masses.sum() / MIDDLE) / 8
    steps = min(STEPS, WORK // len(places))
    for step in range(steps):
        pull = pulls[:, None] * (places[ends[:, 1]] - places[ends[:, 0]])
        pull = _summed(ends[:, 0], pull, len(places)) - _summed(ends[:, 1], pull, len(places))
        way = _push(places, masses, kernel) - MIDDLE * places + pull / masses[:, None]
        length = np.sqrt((way**2).sum(axis=1, keepdims=True))
        limit = farthest * (1 - step / steps) ** 2
        places = (places + way * (limit / np.maximum(length, limit))).round(KEPT_DIGITS)
    return places


def _summed(nodes: Indices, moves: Points, count: int) -> Points:
    """Return what moves each of so many nodes in all, where `moves` holds a move of each of `nodes`."""
    return np.stack([np.bincount(nodes, moves[:, axis], count) for axis in (0, 1)], axis=1)


def _kernel(cells: int) -> NDArray[np.complex128]:
    """Return the transform of 1/distance along each axis, on a grid twice as wide so that no side meets the other."""
    offset = fft.fftfreq(2 * cells, 1 / (2 * cells))
    x, y = offset[:, None], offset[None, :]
    square = x**2 + y**2
    square[0, 0] = 1.0
    return np.stack([fft.rfft2(x / square), fft.rfft2(y / square)])


def _push(places: Points, masses: Numbers, kernel: NDArray[np.complex128]) -> Points:
    """Return the push of all nodes on a unit of mass at each node's place."""
    cells = kernel.shape[1] // 2
    low = places.min(axis=0)
    width = (places.max(axis=0) - low).max() / (cells - 2) + 1e-9
    at = (places - low) / width
    corner = at.astype(np.intp)
    part = at - corner
    shares = [
        (corner[:, 0] + i, corner[:, 1] + j, abs(1 - i - part[:, 0]) * abs(1 - j - part[:, 1]))
        for i in (0, 1)
        for j in (0, 1)
    ]
    grid = np.zeros(cells * cells)
    for row, column, share in shares:
        grid += np.bincount(row * cells + column, masses * share, cells * cells)
    spread = fft.rfft2(grid.reshape(cells, cells), (2 * cells, 2 * cells))
    field = fft.irfft2(spread * kernel, (2 * cells, 2 * cells)) / width
    push: Points = np.zeros_like(places)
    for row, column, share in shares:
        push += (field[:, row, column] * share).T
    return push


def _hung(places: Points, ends: Indices, masses: Numbers, diameters: Numbers) -> Points:
    """Move nodes with a single link to the node where they hang, on a spiral around it; of a pair, the second."""
    pairs = np.concatenate([ends, ends[:, ::-1]])
    hangs = (masses[pairs[:, 0]] == 2) & ((masses[pairs[:, 1]] > 2) | (pairs[:, 0] > pairs[:, 1]))
    leaf, stem = pairs[hangs].T
    order = np.lexsort((leaf, stem))
    leaf, stem = leaf[order], stem[order]
    rank = (np.arange(len(stem)) - np.searchsorted(stem, stem)).astype(float)
    inner = (diameters[stem] + diameters[leaf]) / 2 + GAP
    moved = places.copy()
    moved[leaf] = places[stem] + _spiral(
        rank, np.sqrt(inner**2 + rank * (diameters[leaf] + GAP) ** 2 / 4 / FILLED_AROUND)
    )
    return moved


def _apart(places: Points, diameters: Numbers) -> Points:
    """Move nodes that overlap from each other; few overlaps are left, and only where it is thickest."""
    reach = (diameters + GAP) / 2
    for _ in range(min(PASSES, WORK // max(1, len(places)))):
        a, b = _near(places, reach)
        between = places[b] - places[a]
        distance = np.sqrt((between**2).sum(axis=1))
        lacking = np.maximum(reach[a] + reach[b] - distance, 0)
        if lacking.max(initial=0) < GAP / 2:
            break
        between = np.where(distance[:, None] > 0, between, _spiral(b.astype(float), np.ones(len(b))))
        move = between * (lacking / np.where(distance > 0, distance, 1) / 2)[:, None]
        places = (places + _summed(b, move, len(places)) - _summed(a, move, len(places))).round(KEPT_DIGITS)
    return places


def _near(places: Points, reach: Numbers) -> tuple[Indices, Indices]:
    """Return the pairs that may overlap, each looked for by the one that reaches further."""
    found = cKDTree(places).query_ball_point(places, 2 * reach)
    a = np.repeat(np.arange(len(places)), [len(others) for others in found])
    b = np.fromiter(chain.from_iterable(found), dtype=np.intp, count=len(a))
    once = (reach[b] < reach[a]) | ((reach[b] == reach[a]) & (a < b))
    return a[once], b[once]


def _around(drawn: Points, drawn_diameters: Numbers, diameters: Numbers) -> Points:
    """Place nodes without links: on a spiral around what is drawn, or alone."""
    inner = (np.sqrt((drawn**2).sum(axis=1)) + drawn_diameters / 2 + 4 * GAP).max(initial=0.0)
    room = np.cumsum((diameters + GAP) ** 2) / 4 / FILLED_AROUND
    return _apart(_spiral(np.arange(len(diameters), dtype=float), np.sqrt(inner**2 + room)), diameters)
