"""Timing of both sides in alternation."""

import statistics
import time
from dataclasses import dataclass, field


def time_work(work, seconds):
    """The median time of one repetition, in nanoseconds, over chunks that fill `seconds`."""
    work(1)
    repetitions = 1
    while True:
        start = time.perf_counter_ns()
        work(repetitions)
        elapsed = time.perf_counter_ns() - start
        # A chunk is long enough to make the cost of the clock and the call negligible, and short enough that
        # most chunks are not interrupted, like the calls of our side.
        if elapsed > 5e4:
            break
        repetitions *= 2
    times = []
    end = start + elapsed + seconds * 1e9
    while not times or time.perf_counter_ns() < end:
        start = time.perf_counter_ns()
        work(repetitions)
        times.append((time.perf_counter_ns() - start) / repetitions)
    return statistics.median(times)


@dataclass
class Row:
    """One line of the table. `ours` and `theirs` are nanoseconds, one number per round."""

    work: str
    against: str
    # "faster": theirs / ours must be at least the goal; "slower": ours / theirs must be at most the goal.
    # There is no goal if `goal` is None.
    sense: str
    goal: float | None
    threads: int = 1
    precision: str = "float32"
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)
    note: str = ""

    @property
    def ratios(self):
        pairs = zip(self.ours, self.theirs)
        return [t / o if self.sense == "faster" else o / t for o, t in pairs]

    @property
    def ratio(self):
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def best_ratio(self):
        """The ratio of the fastest rounds of both sides, which a busy machine disturbs least."""
        ours, theirs = min(self.ours), min(self.theirs)
        return theirs / ours if self.sense == "faster" else ours / theirs

    @property
    def verdict(self):
        if self.ratio is None:
            return "not measured"
        if self.goal is None:
            return ""
        reached = self.ratio >= self.goal if self.sense == "faster" else self.ratio <= self.goal
        return "pass" if reached else "short"

    def as_json(self):
        return {
            "work": self.work,
            "against": self.against,
            "threads": self.threads,
            "precision": self.precision,
            "ratio_is": "theirs/ours" if self.sense == "faster" else "ours/theirs",
            "goal": self.goal,
            "ratio": self.ratio,
            "ratio_lowest": min(self.ratios, default=None),
            "ratio_highest": max(self.ratios, default=None),
            "ratio_of_fastest_rounds": self.best_ratio if self.ours else None,
            "ours_ns": statistics.median(self.ours) if self.ours else None,
            "theirs_ns": statistics.median(self.theirs) if self.theirs else None,
            "ours_ns_rounds": self.ours,
            "theirs_ns_rounds": self.theirs,
            "verdict": self.verdict,
            "note": self.note,
        }

    def __str__(self):
        if self.ratio is None:
            return f"{self.work:44} {self.against:26} {self.threads}  not measured: {self.note}"
        sign = "" if self.goal is None else (">=" if self.sense == "faster" else "<=")
        goal = "" if self.goal is None else f"{sign} {self.goal:g}"
        ours, theirs = (statistics.median(side) for side in (self.ours, self.theirs))
        return (
            f"{self.work:44} {self.against:26} {self.threads} {ours:12.4g} {theirs:12.4g} "
            f"{goal:>8} {self.ratio:8.3g} ({min(self.ratios):.3g} to {max(self.ratios):.3g}, "
            f"fastest {self.best_ratio:.3g})  {self.verdict}"
        )


def alternate(row, rounds, ours, theirs, units=1):
    """Fills a row: each round times ours, then theirs. `units`: the units in a repetition of theirs."""
    for _ in range(rounds):
        row.ours.append(ours())
        row.theirs.append(theirs() / units)
    print(row, flush=True)
    return row
