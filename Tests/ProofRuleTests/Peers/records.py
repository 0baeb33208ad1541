"""The inputs of the peers, and the form of the records of their results."""

import dataclasses
import random
from typing import Any, Callable

import numpy as np

# Rates of one step, by the schedule's text as Descent reads it.
FACTORS = {
    None: lambda t: 1.0,
    "exponential:gamma=0.9": lambda t: 0.9 ** (t - 1),
    "step:gamma=0.25,period=3": lambda t: 0.25 ** ((t - 1) // 3),
    "warmup:steps=5": lambda t: min(1.0, t / 5),
}
SCHEDULE = "exponential:gamma=0.9"
CUTS = "step:gamma=0.25,period=3"
RISE = "warmup:steps=5"

# Names and shapes, row-major.
PLAIN = [("w", (2, 2)), ("b", (2,))]
TENSORS = [("w", (3, 4)), ("b", (3,)), ("k", (2, 3, 2))]
MATRICES = [("w", (4, 4)), ("v", (2, 5)), ("u", (5, 3))]
ONE = [("w", (5,))]

STEPS = 12
NOISE_RUNS = 3


@dataclasses.dataclass
class Case:
    """One record to make: a rule of ours, and the program of the library that must equal it."""

    optimizer: str
    hyper: dict[str, Any]
    reference: str
    # Returns the points, from a start, gradients by step and tensor (None if a tensor has none) and a type.
    run: Callable[..., Any]
    layout: list = dataclasses.field(default_factory=lambda: PLAIN)
    schedule: str | None = None
    modifiers: list[str] | None = None
    steps: int = STEPS
    # The size of the gradients: that of the rule's epsilon, if the record should show it.
    scale: float = 1.0
    # Whether one coordinate never has a gradient, and the start has a zero.
    zeros: bool = True
    # Whether the last tensor has no gradient in steps 1, 2 and 6.
    late: bool = False
    precision: str = "float64"
    averages: bool = False
    # The start is on the simplex of this sum, for projections onto it.
    simplex: float = 0.0


def material(case, seed):
    """Start and gradients: short decimals, so that their text is exact, of sizes that differ by coordinate
    and fall by half after the middle."""
    draw = random.Random(seed)

    def array(shape, scale):
        return np.array(
            [float(f"{draw.gauss(0, scale):.4g}") for _ in range(int(np.prod(shape)))]).reshape(shape)

    start = [array(shape, 1.0) for _, shape in case.layout]
    if case.simplex:
        start = [np.full(a.shape, case.simplex / a.size) for a in start]
    elif case.zeros:
        start[0].flat[1] = 0
    sizes = [array(shape, 1.0) for _, shape in case.layout]
    gradients = []
    for t in range(1, case.steps + 1):
        row = []
        for (_, shape), size in zip(case.layout, sizes):
            g = array(shape, case.scale) * np.exp2(np.round(size)) * (1 if 2 * t <= case.steps else 0.5)
            row.append(np.array([float(f"{v:.5g}") for v in g.flat]).reshape(shape))
        if case.zeros:
            row[0].flat[0] = 0
        if case.late and t in (1, 2, 6):
            row[-1] = None
        gradients.append(row)
    return start, gradients


def nudged(gradients, precision, draw):
    """The gradients, with each number moved by one in its last bit, up or down."""
    kind = np.dtype(precision).type

    def nudge(g):
        to = np.array([draw.choice((-np.inf, np.inf)) for _ in range(g.size)]).reshape(g.shape)
        moved = np.nextafter(g.astype(kind), to.astype(kind)).astype(np.float64)
        return np.where(g == 0, 0, moved)

    return [[None if g is None else nudge(g) for g in row] for row in gradients]


def distance(a, b):
    """The largest difference of two trajectories, relative to max(1, |x|)."""
    return max(
        (float(np.max(np.abs(p - q) / np.maximum(1, np.abs(q))))
         for s, t in zip(a, b) for p, q in zip(s, t)), default=0.0)


def record(case, seed):
    """The record of a case, in the form of rules_reference_open.json."""
    start, gradients = material(case, seed)
    points = case.run(start, gradients, case.precision)
    averages = None
    if case.averages:
        points, averages = points
    for row in points:
        assert all(np.all(np.isfinite(a)) for a in row), f"{case.optimizer} {case.hyper}: not finite"
    draw = random.Random(-seed)
    noise = float(np.finfo(case.precision).eps) / 2
    for _ in range(NOISE_RUNS):
        other = case.run(start, nudged(gradients, case.precision, draw), case.precision)
        if case.averages:
            noise = max(noise, distance(other[1], averages))
            other = other[0]
        noise = max(noise, distance(other, points))
    kept = {
        "optimizer": case.optimizer, "hyper": case.hyper, "reference": case.reference,
        "noise": float(f"{noise:.1e}"),
        "layout": [{"name": name, "shape": list(shape)} for name, shape in case.layout],
        "start": [a.tolist() for a in start],
        "gradients": [[None if g is None else g.tolist() for g in row] for row in gradients],
        "points": [[a.tolist() for a in row] for row in points],
    }
    if averages is not None:
        kept["averages"] = [[a.tolist() for a in row] for row in averages]
    for key in ("schedule", "modifiers"):
        if getattr(case, key) is not None:
            kept[key] = getattr(case, key)
    if case.precision != "float64":
        kept["precision"] = case.precision
    return kept
