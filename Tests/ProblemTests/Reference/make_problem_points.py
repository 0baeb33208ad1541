"""Reference values of the 112 problems at points of many kinds: writes problem_points.json.

    nice -n 10 python3 make_problem_points.py            check the formulas against problems.json, then draw and evaluate (2 to 5 minutes)
    nice -n 10 python3 make_problem_points.py --quick    the same without the two problems of 650 parameters (1 minute)

Values come from formulas.py, derivatives from jets.py (second-order forward differentiation), in mpmath with 60 digits; every number
is computed a second time with 100 digits and must round to the same double. Needs mpmath only (numpy for the minimiser of the digits).
"""
import json
import math
import sys
from collections import Counter
from fractions import Fraction as Q
from mpmath import mp, mpf
import check_table
import formulas
import jets
from formulas import evaluate, sm64, DIGITS

SEED = 20261127
BOX_SCALE = 3.0
KNOWN_DISAGREEMENTS = {"hilbert_ls_12"}     # hess0_eigs[0] of the table is wrong: check_table.hilbert_inertia


class Draws:
    """SplitMix64 by counter, as in PROBLEMS.md 4.1."""

    def __init__(self, index):
        self.seed, self.k = SEED * 1000 + index, 0

    def unit(self):
        self.k += 1
        return (sm64(self.seed, self.k - 1) >> 11) * 2.0 ** -53

    def both(self):
        return 2 * self.unit() - 1


def short(v, bits=10):
    """The nearest double of so many significant bits: a short, exact number."""
    m, e = math.frexp(v)
    return math.ldexp(round(m * 2 ** bits), e - bits)


def double(v):
    """The nearest double of an mpmath number (exactly rounded, also where it is subnormal)."""
    if v == 0:
        return 0.0
    sign, man, e, _ = v._mpf_
    if e + man.bit_length() < -1080:
        return 0.0
    q = Q(int(man)) * (Q(2) ** e)
    return float(-q if sign else q)


def domain_box(p):
    """The box of the domain, if it has one: a pair for each coordinate."""
    text = p["domain"]
    if not text or text.startswith("R^"):
        return None
    pairs = []
    for part in text.split("x"):
        inside, _, rest = part.partition("]")
        lo, hi = inside.strip().lstrip("[").split(",")
        pair = (float(lo), math.pi if hi == "pi" else float(hi))
        pairs += [pair] * (p["dim"] if rest.strip() == "^n" else int(rest.strip()[1:]) if rest.strip() else 1)
    assert len(pairs) == p["dim"], text
    return pairs


def kink_distance(name, x):
    """How far x is, relative to its size, from where the formula has a kink, a jump or a pole."""
    if name == "mgh07":
        return abs(x[0]) / max(map(abs, x))
    if name == "mgh08":
        return min(abs((16 - i) * x[1] + min(i, 16 - i) * x[2]) for i in range(1, 16)) / max(map(abs, x))
    if name == "mgh10":
        return min(abs(45 + 5 * i + x[2]) for i in range(1, 17)) / 100
    if name == "mgh11":
        return min(min(abs(float(formulas.gulf_y(i)) - x[1]) for i in range(1, 100)), abs(x[0]))
    if name == "mgh15":
        return min(abs(float(u) ** 2 + float(u) * x[2] + x[3]) for u in formulas.KOU) / max(map(abs, x))
    if name == "huber_regression":
        A, b = formulas.HUBER
        return min(abs(abs(sum(float(c) * v for c, v in zip(row, x)) - float(t)) - 1) for row, t in zip(A, b))
    if name.startswith("ackley"):
        return max(map(abs, x))
    if name == "schwefel_10":
        return min(map(abs, x))
    return 1.0


def largest(h):
    return max(abs(v) for row in h for v in row)


def in_doubles(name, x, rows):
    """One naive evaluation in doubles, or None where it overflows."""
    jets.use(None)
    try:
        f, g, h = evaluate(name, x, rows)
    except (OverflowError, ZeroDivisionError, ValueError):
        return None
    finally:
        jets.use(60)
    everything = [f] + g + [v for row in h for v in row]
    return (f, g, h) if all(math.isfinite(v) for v in everything) else None


def rounded(name, x, rows, digits):
    jets.use(digits)
    f, g, h = evaluate(name, x, rows)
    jets.use(60)
    return f, g, h


def quotients(name, x):
    """Only a test of jets.py: how far its derivatives along a direction are from difference quotients (120 digits, step 1e-30)."""
    jets.use(120)
    d = [mpf(1 + (7 * i + 3) % 5) / 4 * (-1) ** i * (abs(v) or 1e-6) for i, v in enumerate(x)]
    step = mpf(10) ** -30
    _, g, h = evaluate(name, x)

    def value(t):
        return formulas.F[name]([jets.Jet(mpf(v) + t * w) for v, w in zip(x, d)]).v
    up, here, down = value(step), value(0), value(-step)
    slopes = [u * v for u, v in zip(g, d)]
    curves = [u * v * w for u, r in zip(d, h) for v, w in zip(r, d)]
    e1 = abs((up - down) / (2 * step) - sum(slopes)) / (sum(map(abs, slopes)) or 1)
    e2 = abs((up - 2 * here + down) / step ** 2 - sum(curves)) / (sum(map(abs, curves)) or 1)
    jets.use(60)
    return float(max(e1, e2))


def reference(name, x, rows):
    """f, g, h as nearest doubles: 60 digits, confirmed with 100; what is zero is recognised by shrinking with the precision."""
    a, b = rounded(name, x, rows, 60), rounded(name, x, rows, 100)
    counts = Counter()
    if name not in DIGITS:
        counts["slope"] = quotients(name, x)

    def both(u, v, scale):
        if double(u) == double(v):
            return double(v)
        if abs(v) < scale * mpf(10) ** -80 and abs(u) < scale * mpf(10) ** -40:
            counts["zeros"] += 1
            return 0.0
        # half-way between two doubles, exactly: to the even one, as a rounding of the exact number would be
        with mp.workprec(270):
            w = +v
        assert abs(u - v) < abs(v) * mpf(10) ** -45 and w._mpf_[3] < 60, (name, x, u, v)
        counts["ties"] += 1
        return double(w)
    f = both(a[0], b[0], max(abs(b[0]), 1))
    gs = max(max(map(abs, b[1])), 1)
    g = [both(u, v, gs) for u, v in zip(a[1], b[1])]
    hs = max(largest(b[2]), 1)
    h = [[both(u, v, hs) for u, v in zip(r, s)] for r, s in zip(a[2], b[2])]
    return f, g, h, counts


def moderate(values, kind):
    """No number so large or so small that it says more about the range of doubles than about the formula: no plateau either."""
    f, g, h = values
    slope, curvature = max(map(abs, g)), largest(h)
    return max(abs(f), slope, curvature) < 1e100 and min(slope, curvature) > (1e-30 if "minimum" in kind else 1e-10)


def recipes(p, minimum, draws):
    """Kinds of points: each a function of nothing, drawing anew."""
    n = p["dim"]
    x0 = p["x0"] if len(p["x0"]) == n else p["x0"] * n
    xs = minimum
    scale = [max(abs(a), abs(b)) or 1.0 for a, b in zip(x0, xs)]
    box = domain_box(p)

    def near_start():
        return [short(a + 0.1 * s * draws.both()) for a, s in zip(x0, scale)]

    def near_minimum():
        return [short(a + 2.0 ** -6 * s * draws.both(), 16) for a, s in zip(xs, scale)]

    def close_to_minimum():
        return [a + 2.0 ** -20 * s * draws.both() for a, s in zip(xs, scale)]

    def ten_times():
        return [short(10 * (a if any(x0) else s * math.copysign(1, draws.both())) + s * draws.both()) for a, s in zip(x0, scale)]

    def at_random():
        if box:
            return [lo + (hi - lo) * draws.unit() for lo, hi in box]
        return [a + BOX_SCALE * s * draws.both() for a, s in zip(x0, scale)]

    def both_signs():
        while True:
            x = [2 * s * draws.both() for s in scale]
            if min(x) < 0 < max(x):
                return x

    def of_order_one():
        while True:
            x = [short(1.5 * draws.both(), 6) for _ in x0]
            if min(x) < 0 < max(x):
                return x
    kinds = [("near x0", near_start), ("near the minimum", near_minimum), ("ten times x0", ten_times), ("random", at_random),
             ("both signs", both_signs), ("order one", of_order_one), ("close to the minimum", close_to_minimum)]
    others = [q["x"] for q in p.get("stationary_points", [])[1:]]
    if others:
        z = others[-1]
        there = [max(abs(a), 2.0 ** -4 * b) for a, b in zip(z, scale)]
        kinds.insert(5, ("near another stationary point",
                         lambda: [short(a + 2.0 ** -5 * s * draws.both(), 12) for a, s in zip(z, there)]))
    if n > 100:
        return [kinds[5], (kinds[1][0], lambda: [short(a + 2.0 ** -6 * draws.both(), 6) for a in xs]),
                ("ten times x0", lambda: [short(10 * draws.both(), 6) for _ in xs])]
    if n > 12:
        return kinds[:2] + kinds[3:5]
    return kinds if n <= 4 else kinds[:5 + bool(others)]


def draw(p, kind, make, start, draws, rows, minimum):
    """A point of the kind where the problem can be evaluated; what cannot is drawn again, ever nearer to x0."""
    name = p["id"]
    for attempt in range(200):
        x = make()
        t = 0.8 ** max(0, attempt - 3)
        if t < 1:
            x = [short(a + t * (b - a), 12) for a, b in zip(start, x)]
        if kink_distance(name, x) < 2e-3:
            continue
        if kind == "both signs" and not min(x) < 0 < max(x):
            x = [-abs(v) if i == 0 else abs(v) for i, v in enumerate(x)]
            if kink_distance(name, x) < 2e-3:
                continue
        values = in_doubles(name, x, rows)
        if values is None or not moderate(values, kind):
            continue
        f, g, h, special = reference(name, x, rows)
        if not moderate((f, g, h), kind):
            continue
        # how far one naive evaluation in doubles is off
        ef = abs(values[0] - f)
        eg = max(abs(a - b) for a, b in zip(values[1], g))
        eh = max(abs(a - b) for u, v in zip(values[2], h) for a, b in zip(u, v))
        gs, hs = max(map(abs, g)), largest(h)
        if "minimum" not in kind and (
                ef > 1e-11 * max(abs(f), 1e-300) or eg > 1e-11 * gs or eh > 1e-11 * hs) and attempt < 60 and f != 0:
            continue
        if kind == "close to the minimum" and eh > 1e-9 * hs:
            continue
        return x, f, g, h, (ef, eg, eh), attempt, special
    raise SystemExit(f"{name}: no point of kind {kind}")


def number(v):
    if v == 0:
        return "0"
    if v == int(v) and abs(v) < 1e15:
        return str(int(v))
    return repr(v).replace("e+", "e")


def listed(values):
    return "[" + ",".join(number(v) for v in values) + "]"


def line(p, kind, x, f, g, h, rows, errors):
    out = f'{{"id":{json.dumps(p["id"])},"kind":{json.dumps(kind)},"x":{listed(x)},"f":{number(f)},"g":{listed(g)}'
    if rows is not None:
        out += f',"rows":{json.dumps(list(rows), separators=(",", ":"))}'
    out += ',"h":[' + ",".join(listed(r) for r in h) + "]"
    return out + ',"e":[' + ",".join(number(float(f"{e:.1e}")) for e in errors) + "]}"


def header(ids, count, numbers, zeros, ties):
    return {
        "title": "Values, gradients and Hessians of the problems of PROBLEMS.md at points",
        "made by": "make_problem_points.py with formulas.py and jets.py: formulas written from the text of PROBLEMS.md, derivatives by "
                   "second-order forward differentiation, mpmath with 60 digits (decimal data exact), each number rounded to the nearest "
                   "double, and the same double with 100 digits; no code shared with the library",
        "checked": "the same formulas agree with problems.json: f0, g0 to 24 digits, hess0_eigs to 1e-12 (except the smallest of "
                   "hilbert_ls_12, where the table is wrong in the 11th digit), f to 20 digits, gradient, hess_eigs and inertia at all "
                   "stationary points (see report.txt)",
        "fields": {
            "x": "exact doubles", "f": "value", "g": "gradient", "h": "Hessian, all rows if n <= 12",
            "rows": "if n > 12: which rows (0-based) h holds",
            "e": "for tolerances: error of one naive evaluation in doubles, of f, of g and of h (largest entry)",
            "kind": "near x0 | near the minimum | ten times x0 | random (in the domain) | both signs | near another stationary point | order one | "
                    "close to the minimum; "
                    "where it would overflow or meet a pole, drawn again, ever nearer to x0"},
        "random": f"SplitMix64 by counter, seed {SEED}*1000 + index of the problem",
        "problems": ids, "points": count, "numbers": numbers, "exact zeros and ties recognised by the second precision": [zeros, ties]}


def main():
    quick = "--quick" in sys.argv
    say = []

    def tell(text):
        print(text, flush=True)
        say.append(text)
    report, minima = check_table.check_all(tell, digits=not quick)
    unknown = [w for w in report.wrong if w[0] not in KNOWN_DISAGREEMENTS]
    if unknown:
        raise SystemExit(f"not drawn: {len(unknown)} disagreements that nobody has examined")
    jets.use(60)
    lines, ids, numbers, zeros, ties, slope, worst, redrawn = [], 0, 0, 0, 0, 0.0, [0.0, 0.0, 0.0], 0
    kinds = {}
    for index, p in enumerate(check_table.records()):
        name, n = p["id"], p["dim"]
        if name in DIGITS and quick:
            continue
        ids += 1
        draws = Draws(index)
        minimum = minima[name] if name in DIGITS else p["stationary_points"][0]["x"]
        rows = None if n <= 12 else formulas.DIGITS_ROWS if name in DIGITS else (1, n - 2)
        start = p["x0"] if len(p["x0"]) == n else p["x0"] * n
        for kind, make in recipes(p, minimum, draws):
            x, f, g, h, e, attempt, special = draw(p, kind, make, start, draws, rows, minimum)
            redrawn += attempt > 0
            zeros += special["zeros"]
            ties += special["ties"]
            slope = max(slope, special["slope"])
            kinds[kind] = kinds.get(kind, 0) + 1
            lines.append(line(p, kind, x, f, g, h, rows, e))
            numbers += 1 + len(g) + sum(map(len, h))
            for i, (a, s) in enumerate(zip(e, (abs(f), max(map(abs, g)), largest(h)))):
                if "minimum" not in kind and s > 0:
                    worst[i] = max(worst[i], a / s)
    tell(f"points {len(lines)} of {ids} problems, {numbers} numbers, {redrawn} points drawn again, {zeros} exact zeros and {ties} exact ties; kinds {kinds}")
    tell("derivatives along a direction against difference quotients in 120 digits: at most %.1e apart" % slope)
    tell("away from minima, one naive evaluation in doubles is off (relative to the largest entry) by at most: "
         "f %.1e, g %.1e, h %.1e" % tuple(worst))
    name = "problem_points.json" if not quick else "problem_points_quick.json"
    head = json.dumps(header(ids, len(lines), numbers, zeros, ties), ensure_ascii=False, indent=1)
    text = '{"header":\n' + head + ',\n"points":[\n' + ",\n".join(lines) + "\n]}\n"
    parsed = json.loads(text)
    assert len(parsed["points"]) == len(lines)
    with open(name, "w") as f:
        f.write(text)
    tell(f"{name}: {len(text.encode())} bytes")
    if not quick:
        with open("report.txt", "w") as f:
            f.write("\n".join(say) + "\n")


if __name__ == "__main__":
    main()
