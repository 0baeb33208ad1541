"""Audits of published optimizers, held to a table of verdicts: what `make bridge` runs.

    python3 Tests/Bridge/bridge.py DESCENT FOLDER [--record] [ENVIRONMENT ...]

Each environment below is a virtual environment of its own under FOLDER, with pinned versions, made where it is
missing. The program DESCENT audits what it has; what it finds is compared with verdicts.tsv, and each script of
a finding is run by that interpreter, without Descent, and has to print what the finding says. Exit status: 0 if
all is as the table has it, 1 if not, 2 if something broke. `--record` writes the table anew; reasons stay.

The standard library is enough for this file itself.
"""
import json
import math
import os
import re
import subprocess
import sys
import time
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "verdicts.tsv")
COLUMNS = ["environment", "rule", "verdict", "cause", "laws", "reason", "script"]

TORCH = ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "NAdam", "RAdam", "Adadelta", "Adamax", "Rprop", "ASGD",
         "Muon", "LBFGS", "Adafactor", "SparseAdam", "Adam:fused=true", "SGD:foreach=true,nesterov=true,momentum=0.9"]
PUBLISHED = ["SignSGD", "QHAdam", "Kron", "Lion", "Adam", "AdamW", "AdaBelief", "AdaNorm", "ADOPT", "AdEMAMix",
             "AggMo", "AccSGD", "AdaMax", "AdaDelta", "DiffGrad", "Yogi", "NovoGrad", "Tiger", "QHM", "SGDP"]

# The name, what pip installs, and the audits: a package and the rules of it; all if there are none.
ENVIRONMENTS = {
    "torch-2.13.0": (["torch==2.13.0", "numpy"], [("torch.optim", TORCH)]),
    "torch-newest": (["torch==2.15.0", "numpy"], [("torch.optim", TORCH)]),
    "optax-0.2.8": (["optax==0.2.8", "jax==0.10.2", "jaxlib==0.10.2"], [
        ("optax", ["adam", "adamw", "sgd", "rmsprop", "adagrad", "lion", "adabelief", "yogi"])]),
    "pytorch_optimizer-3.10.0": (["torch==2.13.0", "numpy", "pytorch_optimizer==3.10.0"], [
        ("pytorch_optimizer", PUBLISHED)]),
    "pytorch_optimizer-4.1.0": (["torch==2.13.0", "numpy", "pytorch_optimizer==4.1.0"], [
        ("pytorch_optimizer", ["SignSGD", "QHAdam", "Kron", "Lion", "Adam", "AdamW", "AdaNorm"])]),
}

# What strangers run first: small packages of one idea each, and an old collection.
ENVIRONMENTS["small-packages"] = (
    ["torch==2.13.0", "numpy", "lion-pytorch==0.2.5", "adabelief-pytorch==0.2.1", "prodigyopt==1.1.2",
     "schedulefree==1.4.1", "adan-pytorch==0.1.0"],
    [("lion_pytorch", []), ("adabelief_pytorch", []), ("prodigyopt", []), ("adan_pytorch", []),
     ("schedulefree", ["AdamWScheduleFree", "AdamWScheduleFreePaper", "AdamWScheduleFreeReference",
                       "RAdamScheduleFree", "SGDScheduleFree", "SGDScheduleFreeReference"])])
ENVIRONMENTS["torch_optimizer-0.3.0"] = (
    ["torch==2.13.0", "numpy", "torch-optimizer==0.3.0"],
    [("torch_optimizer", ["A2GradExp", "A2GradInc", "A2GradUni", "AdaBelief", "AdaBound", "AdaMod", "Adahessian",
                          "LARS", "Lamb", "Lookahead"])])

# Causes whose scripts print the number that was found.
SHOWN = {"P2", "P6", "P8", "P9", "P11", "P12", "P14", "P16", "R3", "error", "not finite"}

# Published rules beside built-in ones: equal to rounding in 200 cases, or parting as a sentence here says.
PAIRS = [
    ("torch.optim.SGD", "sgd", None),
    ("torch.optim.SGD:momentum=0.9", "momentum", None),
    ("torch.optim.Adagrad", "adagrad", None),
    ("torch.optim.RMSprop", "rmsprop", None),
    ("torch.optim.Adam", "adam", None),
    ("torch.optim.AdamW", "adamw", None),
]


class Broken(Exception):
    """Something that is no verdict."""


def interpreter(folder, name, requirements):
    """The interpreter of an environment, which is made if its stamp is not that of its requirements."""
    place = os.path.join(folder, name)
    # Beside the environment, which may be a link to one that somebody has.
    python, stamp = os.path.join(place, "bin", "python"), place + ".txt"
    wanted = "\n".join(requirements) + "\n"
    if os.path.exists(stamp) and open(stamp).read() == wanted:
        return python
    print("%s: installing %s" % (name, ", ".join(requirements)), flush=True)
    venv.create(place, clear=True, with_pip=True)
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements])
    if done.returncode:
        raise Broken("%s: pip could not install %s" % (name, ", ".join(requirements)))
    with open(stamp, "w") as file:
        file.write(wanted)
    return python


def audit(descent, python, package, rules, scripts, path):
    """What an audit finds: the optimizers of its JSON file."""
    words = [descent, "audit", "python:" + package, "--python", python, "--json", path, "--scripts", scripts]
    for rule in rules:
        words += ["--only", rule]
    done = subprocess.run(words, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise Broken("the audit of %s ended with status %d" % (package, done.returncode))
    with open(path) as file:
        return json.load(file)["optimizers"]


def rows_of(environment, optimizers, folder):
    """The rows of the table for what was found, and the scripts that were written."""
    rows, scripts = [], {}
    for optimizer in optimizers:
        base = [environment, optimizer["target"]]
        if optimizer["reason"]:
            rows.append(base + ["not checked", "", "", optimizer["reason"], ""])
        elif not optimizer["failures"]:
            rows.append(base + ["right", "", "", "", ""])
        for failure in optimizer["failures"]:
            name = ""
            if failure["script"]:
                cause = failure["cause"].replace(" ", "-")
                name = "%s-%s-%s.py" % (environment, re.sub(r"[^\w.=]+", "-", optimizer["target"]), cause)
                scripts[name] = os.path.join(folder, failure["script"])
            rows.append(base + ["finding", failure["cause"], " ".join(sorted(failure["laws"])), "", name])
    return rows, scripts


def equal(descent, python, pair):
    """Whether two rules are told to be equal by `diff` in 200 cases."""
    foreign, own, _ = pair
    done = subprocess.run(
        [descent, "diff", "python:" + foreign, own, "--python", python, "--cases", "200"],
        capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise Broken("diff of %s and %s: %s" % (foreign, own, done.stderr.strip()))
    return done.returncode == 0


def agreement(descent, python):
    """How far a torch module that a built-in Adam trains ends from one that PyTorch's trains: losses and slopes."""
    ends = []
    for optimizer in ("adam", "python:torch.optim.Adam"):
        done = subprocess.run(
            [descent, "run", "--problem", "python:%s:digits" % os.path.join(HERE, "digits_model.py"),
             "--optimizer", optimizer, "--steps", "200", "--json", "--python", python],
            capture_output=True, text=True)
        if done.returncode:
            raise Broken("run with %s: %s" % (optimizer, done.stderr.strip()))
        ends.append(json.loads(done.stdout)["final"])
    return max(abs(ends[0][k] - ends[1][k]) for k in ("loss", "gradient_norm"))


def shows(python, path):
    """Whether a script prints what its first line says was found."""
    with open(path) as file:
        head = file.readline()
    done = subprocess.run([python, path], capture_output=True, text=True, timeout=300)
    output = done.stdout + done.stderr
    written = re.search(r"threw MemoryWritten: .* is (\S+)$", head.strip())
    if written:
        return written.group(1) in output
    thrown = re.search(r"threw (\w+)", head)
    if thrown:
        return thrown.group(1) in done.stderr
    numbers = re.search(r"expected (\S+), found (\S+)", head)
    if numbers is None:
        return done.returncode == 0 and output.strip() != ""
    found = float(numbers.group(2))
    printed = [float(x) for x in re.findall(r"-?(?:nan|inf|\d+\.?\d*(?:e[-+]?\d+)?)", output)]
    return any(x == found or (math.isnan(x) and math.isnan(found)) for x in printed)


def table():
    """The rows that are committed."""
    if not os.path.exists(TABLE):
        return []
    with open(TABLE) as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return lines[1:]


def key(row):
    return tuple(row[:4])


def main(words):
    record = "--record" in words
    words = [w for w in words if w != "--record"]
    descent, folder = os.path.abspath(words[0]), os.path.abspath(words[1])
    names = words[2:] or list(ENVIRONMENTS)
    os.makedirs(folder, exist_ok=True)
    committed, wrong, rows = table(), [], []
    for name in names:
        requirements, audits = ENVIRONMENTS[name]
        python = interpreter(folder, name, requirements)
        for package, rules in audits:
            start = time.time()
            output = os.path.join(folder, "scripts-" + name)
            optimizers = audit(descent, python, package, rules, output, os.path.join(folder, name + ".json"))
            found, scripts = rows_of(name, optimizers, folder)
            print("%s: %d rows of %s in %.0f s" % (name, len(found), package, time.time() - start), flush=True)
            rows += found
            for script, path in scripts.items():
                if record:
                    os.makedirs(os.path.join(HERE, "scripts"), exist_ok=True)
                    with open(path) as file, open(os.path.join(HERE, "scripts", script), "w") as copy:
                        copy.write(file.read())
        if name == "torch-2.13.0":
            for pair in PAIRS:
                is_equal = equal(descent, python, pair)
                print("%s %s %s" % (pair[0], "equals" if is_equal else "parts from", pair[1]), flush=True)
                if is_equal != (pair[2] is None):
                    wrong.append("%s and %s: the list of pairs says otherwise" % pair[:2])
            distance = agreement(descent, python)
            print("a torch module trained by adam and by torch.optim.Adam: %.1e apart" % distance, flush=True)
            if not distance <= 1e-9:
                wrong.append("a torch module ends elsewhere under adam than under torch.optim.Adam")
        for row in (rows if record else committed):
            has_script = row[0] == name and row[6] and row[3] in SHOWN
            script = os.path.join(HERE, "scripts", row[6]) if has_script else None
            if script and not shows(python, script):
                wrong.append("%s does not show what it says" % row[6])
    if record:
        reasons = {key(row): row[5] for row in committed if row[5]}
        others = [row for row in committed if row[0] not in names]
        rows = [row[:5] + [reasons.get(key(row), row[5]), row[6]] for row in rows] + others
        with open(TABLE, "w") as file:
            file.write("\t".join(COLUMNS) + "\n")
            for row in sorted(rows):
                file.write("\t".join(row) + "\n")
    else:
        expected = {key(row): row for row in committed if row[0] in names}
        now = {key(row): row for row in rows}
        wrong += ["new: " + " ".join(k) for k in now if k not in expected]
        wrong += ["no longer: " + " ".join(k) for k in expected if k not in now]
        wrong += ["without a reason: " + " ".join(k) for k, row in expected.items()
                  if row[2] != "right" and not row[5]]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Broken, OSError, IndexError, KeyError) as error:
        print("bridge: %s" % error, file=sys.stderr)
        sys.exit(2)
