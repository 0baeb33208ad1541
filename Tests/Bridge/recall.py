"""How many defects the battery finds: defective copies of PyTorch's own optimizers, each checked without hints.

    python3 Tests/Bridge/recall.py DESCENT PYTHON FOLDER [--like] [--tier TIER] [--jobs N] [NAME ...]

Each defect of defects.py is a change of one place of a right optimizer, modelled on a mistake that somebody made.
It is written to FOLDER as a module of its own, and `descent check python:FILE:Class` has to reject it; the
unchanged copies, which are checked first, must pass. A change that makes another lawful rule, such as Adam
without a correction, can be refused only with --like, and is counted by itself. FOLDER/recall.tsv keeps what was
found; names that are in it are not checked again. Exit status: 0 if nine in ten defects are found and no copy is
accused, 1 if not, 2 if something broke.

The standard library is enough for this file itself.
"""
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from defects import CONTROLS, DEFECTS  # noqa: E402

GOAL = 0.9


class Broken(Exception):
    """Something that is no verdict."""


def sources(python):
    """The folder of the modules of torch.optim of an interpreter."""
    done = subprocess.run(
        [python, "-c", "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])"],
        capture_output=True, text=True)
    if done.returncode:
        raise Broken("%s has no torch: %s" % (python, done.stderr.strip().split("\n")[-1]))
    return os.path.join(done.stdout.strip(), "optim")


def module(defect, folder):
    """The text of a module with a defect."""
    if defect.base is None:
        return defect.text
    with open(os.path.join(folder, defect.base + ".py")) as file:
        text = file.read()
    text = text.replace("from .optimizer import", "from torch.optim.optimizer import")
    # Another path of the same computation has the same lines: only the plain one is changed, and all calls
    # take it, because a path that is right would show that this one is not.
    if "foreach" not in defect.name:
        text = re.sub(r"func = _(?:multi_tensor|fused)_", "func = _single_tensor_", text)
    first, last = text.index("def _single_tensor_"), text.index("def _multi_tensor_")
    for old, new in defect.edits:
        if text.count(old, first, last) == 1:
            text = text[:first] + text[first:last].replace(old, new) + text[last:]
            last = text.index("def _multi_tensor_")
        elif text.count(old) == 1:
            text = text.replace(old, new)
        else:
            raise Broken("%s: '%s' is there %d times" % (defect.name, old, text.count(old)))
    return text + defect.text


def checked(descent, python, folder, defect, tier, like):
    """The laws that reject a defect, and how many seconds that took."""
    path = os.path.join(folder, defect.name + ".py")
    words = [descent, "check", "python:%s:%s" % (path, defect.rule), "--python", python, "--tier", tier,
             "--no-database", "--json", "--time-limit", "60"]
    if like:
        words += ["--like", defect.like]
    start = time.time()
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise Broken("%s: status %d: %s" % (defect.name, done.returncode, done.stderr.strip()))
    laws = [law for subject in json.loads(done.stdout) for finding in subject["findings"]
            for law in finding["laws"]]
    return laws, time.time() - start


def main(words):
    like = "--like" in words
    words = [w for w in words if w != "--like"]
    options = {"--tier": "pull", "--jobs": "2"}
    for key in options:
        if key in words:
            place = words.index(key)
            options[key] = words[place + 1]
            del words[place:place + 2]
    descent, python, folder = os.path.abspath(words[0]), words[1], os.path.abspath(words[2])
    names = words[3:]
    os.makedirs(folder, exist_ok=True)
    kept, place = {}, os.path.join(folder, "recall.tsv")
    if os.path.exists(place):
        with open(place) as file:
            kept = {tuple(row[:2]): row[2].split() for row in (line.rstrip("\n").split("\t") for line in file)}
    origin, mode = sources(python), "like" if like else "alone"
    wanted = [d for d in CONTROLS + DEFECTS
              if (not names or d.name in names) and (d.like if like else True)]
    for defect in wanted:
        with open(os.path.join(folder, defect.name + ".py"), "w") as file:
            file.write(module(defect, origin))

    def judged(defect):
        if (defect.name, mode) in kept:
            return defect, kept[defect.name, mode]
        # Most defects need no more than the quick tier, whose cases are the first of the others.
        laws, seconds = [], 0
        for tier in ["fast"] * (defect not in CONTROLS) + [options["--tier"]]:
            if not laws:
                laws, more = checked(descent, python, folder, defect, tier, like)
                seconds += more
        with open(place, "a") as file:
            file.write("%s\t%s\t%s\n" % (defect.name, mode, " ".join(laws)))
        print("%-34s %-8s %4.0f s  %s" % (defect.name, "rejected" if laws else "passes", seconds, " ".join(laws)),
              flush=True)
        return defect, laws

    with ThreadPoolExecutor(int(options["--jobs"])) as pool:
        results = list(pool.map(judged, wanted))
    controls = [d.name for d, laws in results if d in CONTROLS and laws]
    defects = [(d, laws) for d, laws in results if d not in CONTROLS]
    plain = [(d, laws) for d, laws in defects if like or not d.lawful]
    found = [d for d, laws in plain if laws]
    survivors = [d for d, laws in plain if not laws]
    others = [(d, laws) for d, laws in defects if not like and d.lawful]
    print("%s: %d of %d defects rejected" % ("with --like" if like else "without hints", len(found), len(plain)))
    for defect in survivors:
        print("  survives: %-34s %s" % (defect.name, defect.origin))
    if others:
        print("other lawful rules: %d, of which %d are rejected all the same" % (
            len(others), sum(1 for _, laws in others if laws)))
        for defect, laws in others:
            if laws:
                print("  %-34s %s" % (defect.name, " ".join(laws)))
    for name in controls:
        print("  FALSE ALARM: %s" % name)
    return 0 if len(found) >= GOAL * len(plain) and not controls else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (Broken, OSError, IndexError, KeyError, ValueError) as error:
        print("recall: %s" % error, file=sys.stderr)
        sys.exit(2)
