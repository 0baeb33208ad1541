#!/usr/bin/env python3
"""Make peer_trajectories.json: the points of torch.optim and Optax for given gradients and small problems.

Run in a virtual environment with torch==2.13.0, optax==0.2.8 and jax==0.10.2 (CPU):

    python peer_trajectories.py [--check]

writes ../Reference/peer_trajectories.json, which PeerTrajectoryTests reads; with --check nothing is
written and the exit code is 1 if a number of the file is not what the libraries say here. A record has the
form of those in rules_reference.json (a problem is descended on) or rules_reference_open.json (gradients are
given). Further keys: "averages", the second point by step; "precision", if it is not float64; "stops",
if the peer does not move after the last point. "noise" is
the largest relative change of a record's points when every gradient is changed in its last bit, at least half
a unit in the last place. Everything is in float64 but for the records that say float32; torch counts its steps
in float64 as well (set_default_dtype), and its forms for one and for many tensors must agree.

"hyper" are options of Descent's rule. Where a library has a different default it is left at it, with
preset=torch or preset=optax on our side where there is that preset. What is not compared, and why, is in
LEFT_OUT of the modules, and printed.

The last digits depend on the processor's kernels: a file made elsewhere need not be identical.
"""

import argparse
import collections
import json
import pathlib

import jax

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

import torch  # noqa: E402

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

import closed_rules  # noqa: E402
import optax_around  # noqa: E402
import optax_contrib  # noqa: E402
import optax_rules  # noqa: E402
import optax_runs  # noqa: E402
import preset_rules  # noqa: E402
import records  # noqa: E402
import torch_rules  # noqa: E402

# A case's numbers come from its place: new ones go behind the others.
MODULES = (torch_rules, optax_rules, optax_contrib, optax_around, preset_rules)
FILE = pathlib.Path(__file__).parent.parent / "Reference" / "peer_trajectories.json"


def make():
    version = torch.__version__.split("+")[0]  # without a build tag such as +cpu
    assert version == torch_rules.VERSION, f"needs torch {torch_rules.VERSION}, found {version}"
    optax_runs.check_version()
    torch_rules.widened_muon()
    cases = [c for module in MODULES for c in module.cases()]
    made = [records.record(case, seed) for seed, case in enumerate(cases, 1)]
    return made + list(closed_rules.records())


def summary(made):
    """Records and options by rule and library, and what is left out."""
    table = collections.defaultdict(lambda: [0, set(), set()])
    for record in made:
        row = table[record["optimizer"], record["reference"].split()[0]]
        row[0] += 1
        row[1] |= set(record["hyper"]) | {m.split(":")[0] for m in record.get("modifiers", [])}
        row[2] |= {record.get("precision", "float64"), record.get("schedule") or ""} - {""}
    for (rule, library), (count, options, kinds) in sorted(table.items()):
        print(f"{rule:20} {library:6} {count:3}  {' '.join(sorted(options))}  [{' '.join(sorted(kinds))}]")
    for module in MODULES:
        for what, why in module.LEFT_OUT.items():
            print(f"left out, {module.__name__}: {what}: {why}")


def numbers(value):
    if isinstance(value, list):
        return [x for item in value for x in numbers(item)]
    if isinstance(value, dict):
        return [x for key in sorted(value) for x in numbers(value[key])]
    return [value]


def check(made):
    """The number of records of the file that differ from those made here by more than their tolerance."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    wrong = 0 if len(kept) == len(made) else 1
    for old, new in zip(kept, made):
        allowed = max(1e-12, 100 * old["noise"])
        same = all(old.get(key) == new.get(key) for key in ("optimizer", "hyper", "gradients", "start"))
        pairs = [
            pair for key in ("points", "averages")
            for pair in zip(numbers(old.get(key, [])), numbers(new.get(key, [])), strict=True)]
        if not same or any(abs(a - b) > allowed * max(1, abs(a)) for a, b in pairs):
            print(f"differs: {old['optimizer']} {old['hyper']}, {old['reference']}")
            wrong += 1
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    checks = parser.parse_args().check
    made = make()
    if checks:
        wrong = check(made)
        print(f"{len(made)} records, {wrong} differ")
        raise SystemExit(1 if wrong else 0)
    text = "[\n" + ",\n".join(json.dumps(record, allow_nan=False) for record in made) + "\n]\n"
    FILE.write_text(text, encoding="utf-8")
    summary(made)
    print(f"{len(made)} records, {len(text)} bytes in {FILE.name}")


if __name__ == "__main__":
    main()
