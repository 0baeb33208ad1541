#!/usr/bin/env python3
"""Print a table of the built-in rules as Markdown: their length, what the laws say, how far they are from
the trajectories of other programs.

    python3 rules_table.py PATH/descent [--nightly FOLDER] > rules.md

PATH/descent is the built program. FOLDER holds what `descent check RULE --tier nightly` printed, as
RULE.txt. Needs nothing but Python. Distances are relative to max(1, |x|), the largest of all records of a rule
in ../Reference, at every point a record has; records are of double precision, or single, in a column of
their own. Records of examples that are visited one by one (saga, svrg) are left to the tests.
"""

import argparse
import collections
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def sources():
    """The file of each rule, `Family/Rule/Rule.swift`, by the name on its card."""
    found = {}
    for path in (ROOT / "Plugins").glob("*/*/*.swift"):
        name = re.search(r'\bname: "(\w+)"', path.read_text(encoding="utf-8"))
        if path.stem == path.parent.name and name:
            found[name[1]] = path
    return found


def body(text, functions):
    """Lines of code between the braces of the first of these functions that there is."""
    for function in functions:
        count, depth = 0, None
        for line in text.splitlines():
            code = line.strip()
            if depth is None and re.search(rf"func {function}[<(]", code):
                depth = 0
            if depth is None or not code or code.startswith("//"):
                continue
            after = depth + code.count("{") - code.count("}")
            whole = depth == 0 and after == 0 and "{" in code
            count += (depth > 0 and after > 0) or whole
            if whole or (depth > 0 and after == 0):
                return count
            depth = after
    return None


def specification(record):
    settings = {k: v if not isinstance(v, bool) else str(v).lower() for k, v in record["hyper"].items()}
    if record["optimizer"] == "lbfgs":
        settings.setdefault("curvature", "absolute")  # PyTorch's test, as the tests have it
    text = ",".join(f"{key}={value}" for key, value in settings.items())
    return record["optimizer"] + (":" + text if text else "")


def around(record):
    options = ["--schedule", record["schedule"]] if record.get("schedule") else []
    return options + [word for m in record.get("modifiers") or [] for word in ("--modify", m)]


def flat(value):
    return [x for item in value for x in flat(item)] if isinstance(value, list) else [value]


def difference(found, expected):
    assert len(found) == len(expected), "another number of coordinates"
    return max((abs(a - b) / max(1, abs(b)) for a, b in zip(found, expected)), default=0.0)


def traced(descent, record):
    """The distance of a record whose gradients are given."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({key: record[key] for key in ("layout", "start", "gradients")}, file)
        file.flush()
        answer = json.loads(run(
            descent, "trace", "--optimizer", specification(record), *around(record), "--gradients", file.name,
            "--precision", record.get("precision", "float64")))
    return max(
        difference(flat(answer[key]), flat(record[key])) for key in ("points", "averages") if key in record)


def descended(descent, record):
    """The distance of a record that descends on a problem."""
    points = {int(step): point for step, point in record["points"].items()}
    steps = max(points)
    table = run(
        descent, "run", "--problem", record["problem"], "--optimizer", specification(record), *around(record),
        "--start", ",".join(map(repr, record["start"])), "--steps", str(steps), "--trace", "-")
    rows = {int(row["step"]): row for row in csv.DictReader(io.StringIO(table))}

    def worst(expected, letter):
        return max(
            difference([float(rows[step][f"{letter}{i}"]) for i in range(len(point))], point)
            for step, point in expected.items())

    result = worst(points, "x")
    if "averages" in record:
        result = max(result, worst({int(s): p for s, p in record["averages"].items()}, "e"))
    return result


def records():
    for name in ("rules_reference", "rules_reference_open", "peer_trajectories"):
        for record in json.loads((HERE.parent / "Reference" / f"{name}.json").read_text(encoding="utf-8")):
            if "rows" not in record:
                yield record


def nightly(folder, rule):
    file = pathlib.Path(folder, f"{rule}.txt") if folder else None
    text = file.read_text(encoding="utf-8") if file and file.exists() else ""
    last = re.search(rf"^{rule}: (\d+) passed,.* (\d+) failed", text, re.MULTILINE)
    if not last:
        return "not run"
    failed = re.findall(r"^FAILED (\w+)", text, re.MULTILINE)
    return f"{last[1]} passed" + (", " + " ".join(failed) + " failed" if failed else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("descent")
    parser.add_argument("--nightly", metavar="FOLDER")
    options = parser.parse_args()
    files = sources()
    distances = collections.defaultdict(lambda: collections.defaultdict(list))
    for record in records():
        measure = traced if "gradients" in record else descended
        precision = record.get("precision", "float64")
        distances[record["optimizer"]][precision].append(measure(options.descent, record))
    names = [o["name"] for o in json.loads(run(options.descent, "list", "optimizers", "--json"))["optimizers"]]
    print("| rule | lines | lines of the update | laws, fast | not applicable | records | float64 | float32 |"
          " nightly |\n|---|--:|--:|--:|--:|--:|--:|--:|---|")
    for name in names:
        if name not in files:
            continue  # a combination of rules
        text = files[name].read_text(encoding="utf-8")
        laws = json.loads(run(options.descent, "check", name, "--json", "--no-database"))[0]["laws"]
        outcomes = collections.Counter(law["outcome"] for law in laws)
        without = sum(n for key, n in outcomes.items() if key not in ("passed", "failed"))
        held = distances[name]
        cells = [f"{max(held[p]):.1e}" if held[p] else "" for p in ("float64", "float32")]
        print(" | ".join([
            f"| {name}", str(text.count("\n")), str(body(text, ("update", "step"))),
            f"{outcomes['passed']} of {outcomes['passed'] + outcomes['failed']}", str(without),
            str(sum(map(len, held.values()))), *cells, nightly(options.nightly, name) + " |"]))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
