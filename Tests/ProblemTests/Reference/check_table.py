"""Compares the formulas of this folder with problems.json; returns a report and the list of disagreements."""
import json
import os
from fractions import Fraction as Q
import numpy as np
from mpmath import mp, mpf
import formulas
import jets
from formulas import evaluate, DATA, DIGITS


def records():
    with open(os.path.join(DATA, "problems.json")) as f:
        return json.load(f)["problems"]


def exact(v):
    return mpf(Q(v).numerator) / Q(v).denominator


def agreement(a, digits, limit=40):
    """How many digits a has in common with a decimal string (its last digit may be rounded)."""
    b = mpf(digits)
    if a == b:
        return limit
    return min(limit, float(-mp.log10(abs(a - b) / max(abs(b), mpf(10) ** -300))))


def last_digit(digits):
    """One unit of the last printed digit of a decimal string."""
    mantissa, _, e = digits.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    return mpf(10) ** ((int(e) if e else 0) - places)


def spectrum(h):
    n = len(h)
    return sorted(mp.eigsy(mp.matrix(h), eigvals_only=True)) if n > 1 else [h[0][0]]


def spectrum_distance(ours, theirs):
    """The largest relative difference; an eigenvalue that is zero in one list is compared with the largest one."""
    top = max(abs(v) for v in ours)
    worst = mpf(0)
    for a, b in zip(ours, sorted(mpf(v) for v in theirs)):
        if abs(a) <= top * mpf(10) ** -45 and abs(b) <= top * mpf(10) ** -25:
            continue
        worst = max(worst, abs(a - b) / max(abs(a), abs(b)))
    return worst if len(ours) == len(theirs) else mpf("inf")


class Report:
    def __init__(self):
        self.lines, self.wrong = [], []
        self.least = {"f0": 99.0, "g0": 99.0, "f": 99.0}
        self.most = {"hess0": 0.0, "hess": 0.0, "gradient": 0.0, "floor": 0.0}
        self.count = {"ids": 0, "points": 0, "f0": 0, "g0": 0, "hess0": 0, "hess": 0, "f": 0, "gradient": 0, "inertia": 0, "floor": 0}

    def fail(self, name, what):
        self.wrong.append((name, what))


def check_start(p, report):
    name, r = p["id"], report
    x = [str(v) for v in p["x0_exact"]]
    f, g, h = evaluate(name, x)
    d = agreement(f, p["f0_digits"]) if f != 0 or mpf(p["f0_digits"]) != 0 else 40
    r.least["f0"] = min(r.least["f0"], d)
    r.count["f0"] += 1
    if d < 24 and abs(f - mpf(p["f0_digits"])) > last_digit(p["f0_digits"]):
        r.fail(name, f"f0: {mp.nstr(f, 30)} against {p['f0_digits']}")
    scale = max(abs(v) for v in g)
    gd = 40.0
    for i, (a, t) in enumerate(zip(g, p["g0_digits"])):
        e = abs(a - mpf(t))
        if e == 0 or (mpf(t) == 0 and e <= mpf(10) ** -50 * max(scale, 1)):
            continue
        d = agreement(a, t)
        gd = min(gd, d)
        if d < 24 and e > last_digit(t) * mpf("0.51"):
            r.fail(name, f"g0[{i}]: {mp.nstr(a, 30)} against {t}")
    if len(p["g0_digits"]) != len(g):
        r.fail(name, "g0 has another length")
    r.least["g0"] = min(r.least["g0"], gd)
    r.count["g0"] += 1
    s = spectrum_distance(spectrum(h), p["hess0_eigs"])
    if s > mpf("2.3e-16"):
        r.lines.append(f"{name}: hess0_eigs are not all nearest doubles: {mp.nstr(s, 3)} relative")
    r.most["hess0"] = max(r.most["hess0"], float(s))
    r.count["hess0"] += 1
    if s > mpf("1e-12"):
        r.fail(name, f"hess0_eigs differ by {mp.nstr(s, 3)}: {[mp.nstr(v, 17) for v in spectrum(h)]} against {p['hess0_eigs']}")
    return d, gd, s


def check_stationary(p, k, s, report):
    name, r = p["id"], report
    x = [mpf(v) for v in s["x_digits"]]
    what = f"stationary point {k} ({s['type']})"
    r.count["points"] += 1
    if s["type"] == "global_min_nonsmooth":
        f = formulas.F[name](jets.variables(x)).v
        if abs(f) > mpf(10) ** -55:
            r.fail(name, f"{what}: f {mp.nstr(f, 10)}")
        r.count["f"] += 1
        return
    f, g, h = evaluate(name, x)
    n = len(x)
    dx = [(last_digit(t) / 2 if mpf(t) != 0 else mpf(0)) for t in s["x_digits"]]
    # what the rounding of x to its printed digits allows
    allowed = sum(abs(g[i]) * dx[i] + sum(abs(h[i][j]) * dx[i] * dx[j] for j in range(n)) / 2 for i in range(n)) * 2
    e = abs(f - mpf(s["f_digits"]))
    r.count["f"] += 1
    tiny = mpf(10) ** -50
    if mpf(s["f_digits"]) != 0:
        d = agreement(f, s["f_digits"])
        room = float(-mp.log10(max(allowed, mpf(10) ** -60) / abs(mpf(s["f_digits"]))))
        if room >= 20:
            r.least["f"] = min(r.least["f"], d)
        if d < min(20, room - 0.5):
            r.fail(name, f"{what}: f {mp.nstr(f, 30)} against {s['f_digits']}")
    elif f > allowed + tiny:
        r.fail(name, f"{what}: f {mp.nstr(f, 10)} against 0, {mp.nstr(allowed, 3)} allowed")
    noise = max(abs(v) for row in h for v in row) * max(max(abs(v) for v in x), 1) * mpf(10) ** -55
    for i in range(n):
        bound = sum(abs(h[i][j]) * dx[j] for j in range(n)) * mpf("1.02") + noise
        ratio = float(abs(g[i]) / bound) if bound > 0 else (0.0 if g[i] == 0 else float("inf"))
        r.most["gradient"] = max(r.most["gradient"], ratio)
        if ratio > 1:
            r.fail(name, f"{what}: gradient[{i}] {mp.nstr(g[i], 5)}, the rounding of x allows {mp.nstr(bound, 3)}")
    r.count["gradient"] += 1
    eigs = spectrum(h)
    top = max(max(abs(v) for v in eigs), mpf(10) ** -30)
    # below this an eigenvalue may be zero: x is printed to 34 digits, unless it is exact
    zero = top * mpf(10) ** (-45 if all(mpf(t) == v for t, v in zip(s["x_digits"], s["x"])) else -29)
    if s.get("hess_eigs") is not None:
        worst = mpf(0)
        for a, b in zip(eigs, sorted(mpf(v) for v in s["hess_eigs"])):
            if abs(a) > zero or abs(b) > top * mpf(10) ** -25:
                worst = max(worst, abs(a - b) / max(abs(a), abs(b)))
        r.most["hess"] = max(r.most["hess"], float(worst))
        r.count["hess"] += 1
        if worst > mpf("1e-12") or len(eigs) != len(s["hess_eigs"]):
            r.fail(name, f"{what}: hess_eigs differ by {mp.nstr(worst, 3)}: "
                         f"{[mp.nstr(v, 12) for v in eigs]} against {s['hess_eigs']}")
    if s.get("inertia"):
        inertia = [sum(v > zero for v in eigs), sum(v < -zero for v in eigs), sum(abs(v) <= zero for v in eigs)]
        r.count["inertia"] += 1
        if inertia != list(s["inertia"]):
            r.fail(name, f"{what}: inertia {inertia} against {s['inertia']}")
        kind = s["type"]
        if ("min" in kind and "not_min" not in kind and inertia[1] > 0) or (kind == "saddle" and not (inertia[0] and inertia[1])) \
                or (kind == "max" and (inertia[0] or inertia[2])):
            r.fail(name, f"{what}: inertia {inertia} is not of such a point")


def check_floor(p, k, s, report):
    """What the table says a perfect double implementation can see: F - F* and the norm of the gradient at the nearest double of x*."""
    floor = s.get("double_floor")
    if not floor:
        return
    f, g, _ = evaluate(p["id"], s["x"])
    d = abs(f - evaluate(p["id"], [mpf(v) for v in s["x_digits"]])[0])
    norm = mp.sqrt(sum(v * v for v in g))
    report.count["floor"] += 1
    scale = max(abs(mpf(s["f"])), mpf(10) ** -20)
    for what, a, b, least in (("f_minus_fstar_at_rounded_x", d, floor["f_minus_fstar_at_rounded_x"], scale * mpf(10) ** -33),
                              ("grad_norm_at_rounded_x", norm, floor["grad_norm_at_rounded_x"], mpf(10) ** -50)):
        b = abs(mpf(b))
        if max(a, b) > least:
            e = abs(a - b) / max(a, b)
            report.most["floor"] = max(report.most["floor"], float(e))
            if e > mpf("1e-6"):
                report.fail(p["id"], f"stationary point {k} ({s['type']}): {what} {mp.nstr(a, 8)} against {mp.nstr(b, 8)}")


def check_data(p, report):
    """Data that the table prints next to what the formula text generates."""
    d, name, r = p.get("data"), p["id"], report
    if name == "huber_regression":
        A, b = formulas.HUBER
        if [[float(v) for v in row] for row in A] != d["A"] or [float(v) for v in b] != d["b"]:
            r.fail(name, "data")
    if name.startswith("logreg"):
        A, y = formulas.LOGREG
        if [[float(v) for v in row] for row in A] != d["A"] or [int(v) for v in d["y"]] != y:
            r.fail(name, "data")
    if name == "phase_retrieval":
        if [[float(v) for v in row] for row in formulas.PHASE_A] != d["A"] or [float(v) for v in formulas.PHASE_Y] != d["y"]:
            r.fail(name, "data")
    if name.startswith("matrix_factorization"):
        if [[Q(v) for v in row] for row in d["M"]] != formulas.TARGET:
            r.fail(name, "data")
    if p["id"].startswith("mgh") and d:
        ours = {"mgh08": [formulas.BARD], "mgh09": [formulas.GAUSS], "mgh10": [formulas.MEYER],
                "mgh15": [formulas.KOY, formulas.KOU], "mgh17": [formulas.OSB1], "mgh19": [formulas.OSB2]}[name]
        theirs = [[Q(str(v)) for v in d[k]] for k in ("y", "u") if k in d]
        if ours != theirs:
            r.fail(name, "data")
    for key, make in (("moons_logreg", formulas.moons), ("spirals_logreg", formulas.spirals), ("blobs_softmax", formulas.blobs)):
        if name == key:
            pts = make()[0]
            for a, b in zip(pts[:4] + pts[-1:], p["first_points"] + [p["last_point"]]):
                if any(abs(u - mpf(v)) > mpf(10) ** -16 * 2 for u, v in zip(a, b)):
                    r.fail(name, f"points {a} against {b}")
            for k in (0, 1):
                if abs(sum(q[k] for q in pts) - mpf(p["coordinate_sums"][k])) > mpf("1e-14") * 10:
                    r.fail(name, "sums of coordinates")
    if "f0_exact" in p:
        f, g, _ = evaluate(name, [str(v) for v in p["x0_exact"]])
        if abs(f - exact(p["f0_exact"])) > mpf(10) ** -50 or any(abs(a - exact(b)) > mpf(10) ** -50 for a, b in zip(g, p["g0_exact"])):
            r.fail(name, "f0_exact or g0_exact")
    if "xstar_exact" in p:
        f, g, _ = evaluate(name, list(p["xstar_exact"]))
        if abs(f - exact(p["fstar_exact"])) > mpf(10) ** -50 or max(map(abs, g)) > mpf(10) ** -50:
            r.fail(name, "xstar_exact or fstar_exact")
    if "feature_mean" in p:
        raw = formulas.table("iris_x10.csv")
        rows, _ = formulas.iris("uci" if "uci" in name else "fisher")
        for j, (m, t) in enumerate(zip(p["feature_mean"], p["feature_std"])):
            # row 1 is the same in both variants: x = mean + std z
            if abs(mpf(m) + mpf(t) * rows[0][j] - mpf(raw[0][j]) / 10) > mpf("1e-18"):
                r.fail(name, f"feature_mean or feature_std {j}")
            if abs(mpf(m) + mpf(t) * rows[149][j] - mpf(raw[149][j]) / 10) > mpf("1e-18"):
                r.fail(name, f"feature_mean or feature_std {j}")
    if "g0" in p and "g0_norm" in p:
        _, g, _ = evaluate(name, [str(v) for v in p["x0_exact"]])
        norm = mp.sqrt(sum(v * v for v in g))
        if abs(norm - mpf(p["g0_norm"])) > mpf("4e-16") * max(norm, mpf("1e-300")):
            r.fail(name, f"g0_norm {mp.nstr(norm, 17)} against {p['g0_norm']}")
        if [float(Q(t)) for t in p["g0_digits"]] != p["g0"]:
            r.fail(name, "g0 are not the nearest doubles of g0_digits")
    if p.get("fstar") is not None and p["stationary_points"]:
        best = min(s["f"] for s in p["stationary_points"])
        if best != p["fstar"]:
            r.fail(name, f"fstar {p['fstar']} is not the least value listed, {best}")
    for s in p["stationary_points"]:
        if [float(Q(t)) for t in s["x_digits"]] != s["x"] or float(Q(s["f_digits"])) != s["f"]:
            r.fail(name, f"x or f of a {s['type']} is not the nearest double of its digits")


def hilbert_inertia(n, bounds):
    """How many eigenvalues of HᵀH lie below each bound: LDLᵀ in exact rationals."""
    h = [[Q(1, i + j + 1) for j in range(n)] for i in range(n)]
    square = [[sum(a * b for a, b in zip(r, s)) for s in h] for r in h]
    counts = []
    for mu in bounds:
        a = [[square[i][j] - (Q(mu) if i == j else 0) for j in range(n)] for i in range(n)]
        for k in range(n):
            for i in range(k + 1, n):
                m = a[i][k] / a[k][k]
                for j in range(k, n):
                    a[i][j] -= m * a[k][j]
        counts.append(sum(a[k][k] < 0 for k in range(n)))
    return counts


def digits_minimum(lam, steps=40):
    """The minimiser, in doubles: Newton's method with the full Hessian, halving where a step would not descend."""
    K, d = 10, 64
    Z = np.zeros((1797, d + 1))
    y = np.zeros(1797, int)
    for i, (pixels, label) in enumerate(formulas.digits_rows()):
        for j, v in pixels:
            Z[i, j] = v / 16
        Z[i, d] = 1
        y[i] = label
    N = len(y)
    order = np.array([k * (d + 1) + j for k in range(K) for j in range(d)] + [k * (d + 1) + d for k in range(K)])
    ridge = np.tile(np.r_[np.full(d, lam), 0.0], K)
    bias = np.tile(np.r_[np.zeros(d), 1.0], K)

    def value(w):
        L = Z @ w.reshape(K, d + 1).T
        top = L.max(1)
        P = np.exp(L - top[:, None])
        s = P.sum(1)
        f = (np.log(s) + top - L[np.arange(N), y]).mean() + (ridge * w * w).sum() / 2 + (bias @ w) ** 2 / 2
        P /= s[:, None]
        R = P.copy()
        R[np.arange(N), y] -= 1
        g = (R.T @ Z / N).ravel() + ridge * w + bias * (bias @ w)
        return f, g, P
    w = np.zeros(K * (d + 1))
    for _ in range(steps):
        f, g, P = value(w)
        H = np.diag(ridge) + np.outer(bias, bias)
        for a in range(K):
            for b in range(K):
                c = P[:, a] * ((a == b) - P[:, b]) / N
                H[a * (d + 1):(a + 1) * (d + 1), b * (d + 1):(b + 1) * (d + 1)] += Z.T @ (c[:, None] * Z)
        step = np.linalg.solve(H, g)
        t = 1.0
        while value(w - t * step)[0] > f + 1e-12 and t > 1e-6:
            t /= 2
        w = w - t * step
        if np.abs(step).max() < 1e-13 * np.abs(w).max():
            break
    eig = np.linalg.eigvalsh(H)
    return [float(v) for v in w[order]], float(eig[0]), [float(v) for v in eig[-2:]]


def check_digits(p, report):
    r, name = report, p["id"]
    lines = []
    f, g, _ = evaluate(name, [0.0] * 650)
    report.count["f0"] += 1
    if abs(f - mp.log(10)) > mpf(10) ** -50 or abs(f - mpf(p["f0"])) > mpf("3e-16"):
        r.fail(name, "f0")
    norm = mp.sqrt(sum(v * v for v in g))
    if abs(norm - mpf(p["g0_norm"])) > mpf("1e-15"):
        r.fail(name, f"g0_norm {mp.nstr(norm, 17)} against {p['g0_norm']}")
    for a, b in zip(g[640:], p["g0_bias"]):
        if abs(a - mpf(b)) > mpf("1e-16"):
            r.fail(name, f"g0_bias {mp.nstr(a, 17)} against {b}")
    for a, b in zip(g[2:6], p["g0_class0_pixels_2_to_5"]):
        if abs(a - mpf(b)) > mpf("1e-16"):
            r.fail(name, f"g0_class0 {mp.nstr(a, 17)} against {b}")
    w, low, high = digits_minimum(float(formulas.DIGITS[name]))
    f, g, _ = evaluate(name, w)
    norm = mp.sqrt(sum(v * v for v in g))
    bound = norm ** 2 / (2 * mpf(p["hess_eig_min"]) * mpf("0.9"))
    d = agreement(f, p["fstar_digits"])
    lines.append(f"{name}: f at our minimiser {mp.nstr(f, 25)}, ‖g‖ {mp.nstr(norm, 3)}, so f* is less by at most {mp.nstr(bound, 3)}; "
                 f"table {p['fstar_digits']} ({d:.1f} digits); λmin {low:.12g} (table {p['hess_eig_min']}), largest two {high}")
    if abs(f - mpf(p["fstar_digits"])) > 2 * last_digit(p["fstar_digits"]) + bound:
        r.fail(name, f"fstar: {mp.nstr(f, 25)} against {p['fstar_digits']}")
    for what, ours, theirs, tol in (("bstar", w[640:], p["bstar"], 1e-11), ("wstar_class0", w[:64] + w[640:641], p["wstar_class0"], 1e-11),
                                    ("wstar_norm2", [sum(v * v for v in w[:640])], [p["wstar_norm2"]], 1e-9),
                                    ("hess_eig_min", [low], [float(p["hess_eig_min"])], 1e-11)):
        e = max(abs(a - b) for a, b in zip(ours, theirs))
        lines.append(f"{name}: {what} agrees to {e:.1e}")
        if e > tol or len(ours) != len(theirs):
            r.fail(name, f"{what} differs by {e:.2e}")
    return lines, w


def check_all(say=print, digits=True):
    jets.use(60)
    r = Report()
    minima = {}
    for p in records():
        r.count["ids"] += 1
        if p["id"] in DIGITS:
            if digits:
                lines, minima[p["id"]] = check_digits(p, r)
                r.lines += lines
            continue
        if p["dim"] != len(p["x0_exact"]):
            r.fail(p["id"], "dim")
        check_data(p, r)
        if [float(Q(str(v))) for v in p["x0_exact"]] != p["x0"]:
            r.fail(p["id"], "x0 is not the nearest double of x0_exact")
        check_start(p, r)
        for k, s in enumerate(p["stationary_points"]):
            check_stationary(p, k, s, r)
            check_floor(p, k, s, r)
        for k in ("f0", "fstar"):
            if p.get(k + "_digits") is not None and float(Q(p[k + "_digits"])) != p[k]:
                e = abs(Q(p[k + "_digits"]) - Q(p[k]))
                r.fail(p["id"], f"{k} {p[k]!r} is not the nearest double of {p[k + '_digits']} (by {float(e):.2e})")
    bounds = ["1.0981916530020055e-32", "1.0981916530020057e-32", "7.01731487273297e-28", "7.01731487273299e-28"]
    r.lines.append(f"hilbert_ls_12: eigenvalues of HᵀH below {bounds}, exactly: {hilbert_inertia(12, bounds)}; "
                   "hess0_eigs say 1.0981916530968423e-32 and 7.017314872733046e-28: the table is wrong there, hess_eigs are right")
    r.lines.append("counts: " + ", ".join(f"{k} {v}" for k, v in r.count.items()))
    r.lines.append("least digits of agreement: " + ", ".join(f"{k} {v:.1f}" for k, v in r.least.items()))
    r.lines.append("largest: relative difference of hess0_eigs %.1e, of hess_eigs %.1e, gradient over what the rounding of x allows %.3f, "
                   "double_floor %.1e" % (r.most["hess0"], r.most["hess"], r.most["gradient"], r.most["floor"]))
    for line in r.lines:
        say(line)
    for name, what in r.wrong:
        say(f"DISAGREEMENT {name}: {what}"[:600])
    return r, minima


if __name__ == "__main__":
    import sys
    check_all(digits="--digits" in sys.argv)
