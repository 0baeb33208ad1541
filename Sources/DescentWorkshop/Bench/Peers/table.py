"""The table of goals, measured."""

import json
import os
import platform
import subprocess
import tempfile
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

from ours import Descent
from rounds import Row, alternate, time_work

SECONDS = 0.1
PERCEPTRONS = [  # widths, batch, batches per epoch as in PerceptronBench, goal
    ([2, 16, 16, 2], 32, 1024, 20),
    ([64, 128, 10], 64, 256, 4),
    ([784, 512, 512, 10], 256, 20, 1.25),
]


def engine_rows(descent, rounds):
    import torch_side

    for threads in (1, 2):
        for rule in torch_side.OPTIMIZERS:
            row = Row(f"{rule}, n = 1e7", "C, same traffic", "faster", 0.9, threads)
            name = f"{rule}/10000000/{threads}"
            yield alternate(
                row, rounds,
                lambda: descent.time(f"engine/{name}", SECONDS),
                lambda: descent.time(f"traffic/{name}", SECONDS),
            )
            descent.forget()
    cases = [(n, 1, 2.5) for n in (1_000, 100_000)] + [(10_000_000, t, None) for t in (1, 2)]
    for n, threads, goal in cases:
        torch_side.threads(threads)
        for rule in torch_side.OPTIMIZERS:
            row = Row(
                f"{rule}, n = {n:.0e}".replace("e+0", "e"), "PyTorch " + torch_side.form(rule),
                "faster", goal, threads)
            theirs = torch_side.step(rule, n)
            yield alternate(
                row, rounds,
                lambda: descent.time(f"engine/{rule}/{n}/{threads}", SECONDS),
                lambda: time_work(theirs, SECONDS), units=n,
            )
            descent.forget()
    torch_side.threads(1)
    for rule in torch_side.OTHERS:
        row = Row(f"{rule}, n = 1e5", "PyTorch " + torch_side.form(rule), "faster", 2, 1)
        theirs = torch_side.step(rule, 100_000)
        yield alternate(
            row, rounds,
            lambda: descent.time(f"engine/{rule}/100000/1", SECONDS),
            lambda: time_work(theirs, SECONDS), units=100_000,
        )
        descent.forget()


def rosenbrock_rows(descent, rounds):
    import optax_side
    import torch_side

    torch_side.threads(1)
    work = "Adam on Rosenbrock, 2-D, trace on"
    loop = f"{work}, loop"

    def ours(name):
        return lambda: descent.time(f"rosenbrock/{name}", SECONDS)

    def peer(side, steps):
        return lambda: time_work(side, SECONDS) / steps

    fused, steps = optax_side.fused(), 10_000
    print(f"final loss of Optax after {steps} steps: {optax_side.fused_loss(steps)}")
    def optax():
        return time_work(lambda count: fused(count * steps), SECONDS) / steps

    sides = [
        ("C", "slower", 1.5, ours("c")),
        ("Optax, one fused loop", "faster", 1, optax),
    ]
    for what, name in ((work, "command"), (loop, "run")):
        for against, sense, goal, theirs in sides:
            row = Row(what, against, sense, goal, precision="float64")
            yield alternate(row, rounds, ours(name), theirs)
    for against, side in (
        ("Optax, jitted step", optax_side.jitted()),
        ("PyTorch eager", torch_side.rosenbrock()),
    ):
        row = Row(work, against, "faster", None, precision="float64")
        yield alternate(row, rounds, ours("command"), peer(side, 1))
    descent.forget()


def perceptron_rows(descent, rounds):
    import torch_side

    for widths, batch, batches, goal in PERCEPTRONS:
        name = "-".join(map(str, widths))
        for threads in (1, 2) if widths[0] == 784 else (1,):
            torch_side.threads(threads)
            for compiled in (False, True):
                against = "PyTorch " + ("compiled" if compiled else "eager") + ", fused Adam"
                # The goal for the smallest perceptron applies to eager mode only.
                row = Row(
                    f"perceptron {name}, batch {batch}", against, "faster",
                    None if compiled and widths[0] == 2 else goal, threads)
                try:
                    theirs = torch_side.perceptron(widths, batch, batches, compiled)
                except Exception as error:  # for example, there is no C++ compiler
                    row.note = f"{type(error).__name__}: {error}".splitlines()[0]
                    print(row, flush=True)
                    yield row
                    continue
                yield alternate(
                    row, rounds,
                    lambda: descent.time(f"perceptron/{name}/{threads}", SECONDS),
                    lambda: time_work(theirs, SECONDS),
                )
        descent.forget()


def race_rows(descent, rounds):
    # The last row is the best that the machine can achieve under its current load.
    for what, work, goal in (
        ("race, rosenbrock, 8 runs", "race/0", 1.8),
        ("race, digits perceptron, 4 runs", "race/1", 1.8),
        ("law battery, adam, 8 times", "laws", 1.8),
        ("two bare loops in C", "bare", None),
    ):
        row = Row(f"{what}, two cores", "one core", "faster", goal, 2, "float64")
        yield alternate(
            row, rounds,
            lambda: descent.time(f"{work}/2", SECONDS),
            lambda: descent.time(f"{work}/1", SECONDS),
        )
    descent.forget()


def process_rows(program):
    """Memory and start, which the program measures itself, because they need separate processes."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "figures.json"
        subprocess.run([program, "memory", "start", output], check=True)
        figures = json.loads(output.read_text())
    for case in figures["memory"]:
        row = Row(f"memory, {case['name']}, bytes", "arithmetic", "slower", 1.15)
        row.ours, row.theirs = [case["peak"]], [case["needed"]]
        yield row
        if case.get("growth") is not None:
            row = Row(
                f"memory, {case['name']}, growth over 9,000 steps", "one byte a step", "slower", 1)
            row.ours, row.theirs = [case["growth"]], [9000]
            yield row
    start = figures["timings"]["start"][0]
    row = Row("start of the command to its end", "50 ms", "slower", 1, precision="float64")
    row.ours, row.theirs = [start["median"]], [50e6]
    row.note = f"{start['lowest'] / 1e6:.1f} to {start['highest'] / 1e6:.1f} ms"
    yield row


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


PARTS = {
    "engine": engine_rows, "rosenbrock": rosenbrock_rows, "perceptron": perceptron_rows,
    "race": race_rows,
}


def measure(program, output, rounds, parts):
    load = os.getloadavg()
    print("times are nanoseconds a coordinate (engine) or a step; ratios are medians over rounds")
    print(f"load of the machine before: {load[0]:.1f} on {os.cpu_count()} cores")
    descent = Descent(program)
    rows = []
    for name, part in PARTS.items():
        if not parts or name in parts:
            rows += part(descent, rounds)
    if not parts or "process" in parts:
        rows += process_rows(program)
    print("\nwork, against, threads, ours, theirs, goal, ratio (lowest to highest), verdict")
    for row in rows:
        print(row)
    short = sum(row.verdict == "short" for row in rows)
    print(f"{short} of {sum(row.goal is not None for row in rows)} goals fall short")
    descent_version = subprocess.run(
        [program.parent / "descent", "--version"], capture_output=True, text=True, check=True)
    result = {
        "versions": {name: version(name) for name in ("torch", "jax", "jaxlib", "optax", "numpy")}
        | {"python": platform.python_version(), "descent": descent_version.stdout.strip()},
        "processor": processor(),
        "cores": os.cpu_count(),
        "load_before": load,
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "rounds": rounds,
        "rows": [row.as_json() for row in rows],
    }
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(result, indent=1) + "\n")
