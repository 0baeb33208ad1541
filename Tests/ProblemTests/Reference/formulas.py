"""The 112 problems of PROBLEMS.md, each written from its formula text; x is a list of jets, 0-based."""
import csv
import hashlib
import os
from fractions import Fraction as Q
from jets import *
import jets
from mpmath import libmp

DATA = os.environ.get("PROBLEM_DATA", ".")
F = {}          # id -> function of jets


def problem(*ids, **given):
    def register(f):
        for i in ids:
            F[i] = (lambda x, f=f: f(x, **given)) if given else f
        return f
    return register


def decimals(text):
    return [Q(t) for t in text.split()]


def cached(f):
    store = {}

    def g(*a, **named):
        k = (B.tag, a, tuple(sorted(named.items())))
        if k not in store:
            store[k] = f(*a, **named)
        return store[k]
    return g


# ---- random numbers of section 4.1 -------------------------------------------------------------------------------------------

MASK = (1 << 64) - 1


def sm64(seed, k):
    z = (seed + (k + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def q4(seed, k):
    return Q((sm64(seed, k) >> 60) - 8, 4)


def u01(seed, k):
    return Q(sm64(seed, k) >> 11, 1 << 53)


def u01open(seed, k):
    return (Q(sm64(seed, k) >> 12) + Q(1, 2)) / (1 << 52)


def normal(seed, k):
    j = k // 2
    r = B.sqrt(-2 * B.log(B.num(u01open(seed, 2 * j))))
    t = 2 * B.num(u01(seed, 2 * j + 1))
    return r * (B.cospi(t) if k % 2 == 0 else B.sinpi(t))


# ---- Moré, Garbow, Hillstrom --------------------------------------------------------------------------------------------------

@problem("mgh01")
def rosenbrock(x):
    return squares([10 * (x[1] - x[0] ** 2), 1 - x[0]])


@problem("mgh02")
def freudenstein(x):
    a, b = x
    return squares([a + ((5 - b) * b - 2) * b - 13, a + ((b + 1) * b - 14) * b - 29])


@problem("mgh03")
def powell_badly(x):
    return squares([10000 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - Q("1.0001")])


@problem("mgh04")
def brown_badly(x):
    return squares([x[0] - 10 ** 6, x[1] - Q("2e-6"), x[0] * x[1] - 2])


def power(a, i):
    return a if i == 1 else a ** i


@problem("mgh05")
def mgh_beale(x, y=("1.5", "2.25", "2.625")):
    return squares([Q(y[i - 1]) - x[0] * (1 - power(x[1], i)) for i in (1, 2, 3)])


@problem("mgh06")
def jennrich(x):
    return squares([2 + 2 * i - (exp(i * x[0]) + exp(i * x[1])) for i in range(1, 11)])


@problem("mgh07")
def helical(x):
    a, b, c = x
    assert a.v != 0
    theta = atan(b / a) / (2 * B.pi)
    if a.v < 0:
        theta = theta + Q(1, 2)
    return squares([10 * (c - 10 * theta), 10 * (sqrt(a ** 2 + b ** 2) - 1), c])


BARD = decimals("0.14 0.18 0.22 0.25 0.29 0.32 0.35 0.39 0.37 0.58 0.73 0.96 1.34 2.10 4.39")


@problem("mgh08")
def bard(x):
    r = []
    for i in range(1, 16):
        u, v = i, 16 - i
        w = min(u, v)
        r.append(BARD[i - 1] - (x[0] + u / (v * x[1] + w * x[2])))
    return squares(r)


GAUSS = decimals("0.0009 0.0044 0.0175 0.0540 0.1295 0.2420 0.3521 0.3989 0.3521 0.2420 0.1295 0.0540 0.0175 0.0044 0.0009")


@problem("mgh09")
def gaussian(x):
    return squares([x[0] * exp(-x[1] * (Q(8 - i, 2) - x[2]) ** 2 / 2) - GAUSS[i - 1] for i in range(1, 16)])


MEYER = decimals("34780 28610 23650 19630 16370 13720 11540 9744 8261 7030 6005 5147 4427 3820 3307 2872")


@problem("mgh10")
def meyer(x):
    return squares([x[0] * exp(x[1] / (45 + 5 * i + x[2])) - MEYER[i - 1] for i in range(1, 17)])


@cached
def gulf_y(i):
    return 25 + B.exp(B.log(-50 * B.log(B.num(Q(i, 100)))) * 2 / 3)


@problem("mgh11")
def gulf(x, m=99):
    r = []
    for i in range(1, m + 1):
        d = gulf_y(i) - x[1]
        d = d if d.v > 0 else -d
        r.append(exp(-(exp(x[2] * log(d)) / x[0])) - Q(i, 100))
    return squares(r)


@problem("mgh12")
def box(x):
    r = []
    for i in range(1, 11):
        t = Q(i, 10)
        r.append(exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t)))
    return squares(r)


def powell_block(a, b, c, d, ten=10):
    return [a + 10 * b, B.sqrt(B.num(5)) * (c - d), (b - 2 * c) ** 2, B.sqrt(B.num(ten)) * (a - d) ** 2]


@problem("mgh13", "mgh22")
def powell_singular(x):
    r = []
    for k in range(0, len(x), 4):
        r += powell_block(*x[k:k + 4])
    return squares(r)


@problem("mgh14")
def wood(x):
    a, b, c, d = x
    r90, r10 = B.sqrt(B.num(90)), B.sqrt(B.num(10))
    return squares([10 * (b - a ** 2), 1 - a, r90 * (d - c ** 2), 1 - c, r10 * (b + d - 2), (b - d) / r10])


KOY = decimals("0.1957 0.1947 0.1735 0.1600 0.0844 0.0627 0.0456 0.0342 0.0323 0.0235 0.0246")
KOU = decimals("4.0 2.0 1.0 0.5 0.25 0.167 0.125 0.1 0.0833 0.0714 0.0625")


@problem("mgh15")
def kowalik(x, us=KOU):
    return squares([y - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]) for y, u in zip(KOY, us)])


@problem("mgh16")
def brown_dennis(x):
    r = []
    for i in range(1, 21):
        t = Q(i, 5)
        r.append((x[0] + t * x[1] - exp(t)) ** 2 + (x[2] + sin(t) * x[3] - cos(t)) ** 2)
    return squares(r)


OSB1 = decimals("0.844 0.908 0.932 0.936 0.925 0.908 0.881 0.850 0.818 0.784 0.751 0.718 0.685 0.658 0.628 0.603 0.580 0.558 0.538 "
                "0.522 0.506 0.490 0.478 0.467 0.457 0.448 0.438 0.431 0.424 0.420 0.414 0.411 0.406")


@problem("mgh17")
def osborne1(x, shift=0):
    return squares([y - (x[0] + x[1] * exp(-(10 * (i + shift)) * x[3]) + x[2] * exp(-(10 * (i + shift)) * x[4]))
                    for i, y in enumerate(OSB1)])


@problem("mgh18")
def biggs(x, m=13):
    r = []
    for i in range(1, m + 1):
        t = Q(i, 10)
        y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
        r.append(x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y)
    return squares(r)


OSB2 = decimals("1.366 1.191 1.112 1.013 0.991 0.885 0.831 0.847 0.786 0.725 0.746 0.679 0.608 0.655 0.616 0.606 0.602 0.626 0.651 "
                "0.724 0.649 0.649 0.694 0.644 0.624 0.661 0.612 0.558 0.533 0.495 0.500 0.423 0.395 0.375 0.372 0.391 0.396 0.405 "
                "0.428 0.429 0.523 0.562 0.607 0.653 0.672 0.708 0.633 0.668 0.645 0.632 0.591 0.559 0.597 0.625 0.739 0.710 0.729 "
                "0.720 0.636 0.581 0.428 0.292 0.162 0.098 0.054")


@problem("mgh19")
def osborne2(x, ys=OSB2):
    r = []
    for i, y in enumerate(ys):
        t = Q(i, 10)
        s = x[0] * exp(-t * x[4])
        for k in (1, 2, 3):
            s = s + x[k] * exp(-(t - x[k + 7]) ** 2 * x[k + 4])
        r.append(y - s)
    return squares(r)


@problem("mgh20_6", "mgh20_9", "mgh20_12", "mgh20_20")
def watson(x, over=29, last=True):
    n = len(x)
    r = []
    for i in range(1, 30):
        t = Q(i, over)
        a = total((j - 1) * t ** (j - 2) * x[j - 1] for j in range(2, n + 1))
        b = total(t ** (j - 1) * x[j - 1] for j in range(1, n + 1))
        r.append(a - b ** 2 - 1)
    return squares(r + [x[0]] + ([x[1] - x[0] ** 2 - 1] if last else []))


@problem("mgh21")
def rosenbrock_pairs(x):
    return total(rosenbrock(x[k:k + 2]) for k in range(0, len(x), 2))


@problem("mgh23_4", "mgh23_10")
def penalty1(x):
    r = [B.sqrt(B.num(Q("1e-5"))) * (a - 1) for a in x]
    return squares(r + [total(a ** 2 for a in x) - Q(1, 4)])


@problem("mgh24_4", "mgh24_10")
def penalty2(x, off=0):
    n = len(x)
    s = B.sqrt(B.num(Q("1e-5")))
    r = [x[0] - Q(1, 5)]
    for i in range(2, n + 1):
        y = exp(Q(i + off, 10)) + exp(Q(i + off - 1, 10))
        r.append(s * (exp(x[i - 1] / 10) + exp(x[i - 2] / 10) - y))
    for i in range(n + 1, 2 * n):
        r.append(s * (exp(x[i - n] / 10) - exp(Q(-1, 10))))
    r.append(total((n - j + 1) * x[j - 1] ** 2 for j in range(1, n + 1)) - 1)
    return squares(r)


@problem("mgh25")
def variably(x):
    s = total((j + 1) * (a - 1) for j, a in enumerate(x))
    return squares([a - 1 for a in x] + [s, s ** 2])


@problem("mgh26")
def trigonometric(x):
    n = len(x)
    c = total(cos(a) for a in x)
    return squares([n - c + i * (1 - cos(a)) - sin(a) for i, a in enumerate(x, 1)])


@problem("mgh27")
def brown_almost(x):
    n = len(x)
    s = total(x)
    return squares([x[i] + s - (n + 1) for i in range(n - 1)] + [product(x) - 1])


@problem("mgh28")
def boundary_value(x):
    n = len(x)
    h = Q(1, n + 1)
    r = []
    for i in range(n):
        t = h * (i + 1)
        f = 2 * x[i] + h * h * (x[i] + (t + 1)) ** 3 / 2
        if i > 0:
            f = f - x[i - 1]
        if i < n - 1:
            f = f - x[i + 1]
        r.append(f)
    return squares(r)


@problem("mgh29")
def integral_equation(x):
    n = len(x)
    h = Q(1, n + 1)
    t = [h * (i + 1) for i in range(n)]
    c = [(x[j] + (t[j] + 1)) ** 3 for j in range(n)]
    r = []
    for i in range(n):
        a = total(t[j] * c[j] for j in range(i + 1))
        b = total((1 - t[j]) * c[j] for j in range(i + 1, n))
        r.append(x[i] + (h / 2) * ((1 - t[i]) * a + t[i] * b))
    return squares(r)


@problem("mgh30")
def broyden_tridiagonal(x, two=2):
    n = len(x)
    r = []
    for i in range(n):
        f = (3 - 2 * x[i]) * x[i] + 1
        if i > 0:
            f = f - x[i - 1]
        if i < n - 1:
            f = f - two * x[i + 1]
        r.append(f)
    return squares(r)


@problem("mgh31")
def broyden_banded(x, lower=5, upper=1):
    n = len(x)
    r = []
    for i in range(1, n + 1):
        a = x[i - 1]
        f = a * (2 + 5 * a ** 2) + 1
        for j in range(max(1, i - lower), min(n, i + upper) + 1):
            if j != i:
                f = f - x[j - 1] * (1 + x[j - 1])
        r.append(f)
    return squares(r)


@problem("mgh32")
def linear_full(x, m=20):
    s = Q(2, m) * total(x)
    return squares([a - s - 1 for a in x] + [-s - 1] * (m - len(x)))


@problem("mgh33")
def linear_rank1(x, m=20):
    s = total((j + 1) * a for j, a in enumerate(x))
    return squares([i * s - 1 for i in range(1, m + 1)])


@problem("mgh34")
def linear_rank1_zero(x, m=20):
    n = len(x)
    s = total(j * x[j - 1] for j in range(2, n))
    return total([squares([(i - 1) * s - 1 for i in range(2, m)]), 2])


@problem("mgh35_7", "mgh35_8", "mgh35_9", "mgh35_10")
def chebyquad(x, shifted=True):
    n = len(x)
    rows = []
    for a in x:
        z = 2 * a - 1 if shifted else a
        t = [1, z]
        while len(t) <= n:
            t.append(2 * z * t[-1] - t[-2])
        rows.append(t)
    r = []
    for i in range(1, n + 1):
        f = total(t[i] for t in rows) / n
        r.append(f + (Q(1, i * i - 1) if i % 2 == 0 else 0))
    return squares(r)


# ---- classics -----------------------------------------------------------------------------------------------------------------

@problem("sphere")
def sphere(x):
    return total(a ** 2 for a in x)


def ellipsoid_weight(i, n):
    return B.exp(B.log(B.num(10)) * B.num(Q(6 * i, n - 1))) if Q(6 * i, n - 1).denominator > 1 else 10 ** (6 * i // (n - 1))


@problem("ellipsoid")
def ellipsoid(x):
    n = len(x)
    return total(ellipsoid_weight(i, n) * a ** 2 for i, a in enumerate(x))


@problem("rotated_ellipsoid")
def rotated_ellipsoid(x):
    n = len(x)
    v = [i + 1 for i in range(n)]
    p = total(c * a for c, a in zip(v, x)) * Q(2, sum(c * c for c in v))
    return ellipsoid([a - c * p for c, a in zip(v, x)])


@problem("rosenbrock_2", "rosenbrock_4", "rosenbrock_6", "rosenbrock_10", "rosenbrock_30")
def rosenbrock_chain(x):
    return total(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


@problem("beale")
def beale(x):
    a, b = x
    return (Q("1.5") - a + a * b) ** 2 + (Q("2.25") - a + a * b ** 2) ** 2 + (Q("2.625") - a + a * b ** 3) ** 2


@problem("booth")
def booth(x):
    a, b = x
    return (a + 2 * b - 7) ** 2 + (2 * a + b - 5) ** 2


@problem("himmelblau")
def himmelblau(x):
    a, b = x
    return (a ** 2 + b - 11) ** 2 + (a + b ** 2 - 7) ** 2


@problem("matyas")
def matyas(x):
    a, b = x
    return Q("0.26") * (a ** 2 + b ** 2) - Q("0.48") * a * b


@problem("three_hump_camel")
def three_hump(x):
    a, b = x
    return 2 * a ** 2 - Q("1.05") * a ** 4 + a ** 6 / 6 + a * b + b ** 2


@problem("six_hump_camel")
def six_hump(x):
    a, b = x
    return (4 - Q("2.1") * a ** 2 + a ** 4 / 3) * a ** 2 + a * b + (4 * b ** 2 - 4) * b ** 2


@problem("styblinski_tang_2")
def styblinski(x, half=Q(1, 2)):
    return half * total(a ** 4 - 16 * a ** 2 + 5 * a for a in x)


@problem("ackley_2", "ackley_10")
def ackley(x):
    n = len(x)
    r = total(a ** 2 for a in x) / n
    c = total(cospi(2 * a) for a in x) / n
    one = B.num(1)
    if r.v == 0:       # the cone: a value, no derivatives
        return Jet(-20 - B.exp(c.v) + 20 + B.exp(one))
    return -20 * exp(-Q(1, 5) * sqrt(r)) - exp(c) + 20 + B.exp(one)


@problem("rastrigin_2", "rastrigin_10")
def rastrigin(x):
    return total(a ** 2 - 10 * cospi(2 * a) for a in x) + 10 * len(x)


@problem("griewank_2", "griewank_10")
def griewank(x):
    return total(a ** 2 for a in x) / 4000 - product([cos(a / B.sqrt(B.num(i))) for i, a in enumerate(x, 1)]) + 1


@problem("levy_2", "levy_10")
def levy(x, plus=1, last=2, first=1):
    w = [1 + (a - 1) / 4 for a in x]
    middle = [(a - 1) ** 2 * (1 + 10 * sin(B.pi * a + plus) ** 2) for a in w[:-1]]
    return total([sinpi(first * w[0]) ** 2] + middle + [(w[-1] - 1) ** 2 * (1 + sinpi(last * w[-1]) ** 2)])


@problem("goldstein_price")
def goldstein(x, sign=1, c=18):
    a, b = x
    p = 1 + (a + b + 1) ** 2 * (19 - 14 * a + 3 * a ** 2 - 14 * b + 6 * a * b + 3 * b ** 2)
    return p * (30 + (2 * a - 3 * b) ** 2 * (c - 32 * a + 12 * a ** 2 + sign * 48 * b - 36 * a * b + 27 * b ** 2))


@problem("easom")
def easom(x):
    a, b = x
    return -(cos(a) * cos(b) * exp(-(a - B.pi) ** 2 - (b - B.pi) ** 2))


@problem("branin")
def branin(x):
    a, b = x
    pi = B.pi
    return ((b - Q("5.1") / 1 * a ** 2 / (4 * pi * pi) + 5 * a / pi - 6) ** 2
            + 10 * (1 - 1 / (8 * pi)) * cos(a) + 10)


@problem("mccormick")
def mccormick(x):
    a, b = x
    return sin(a + b) + (a - b) ** 2 - Q("1.5") * a + Q("2.5") * b + 1


@problem("dixon_price_2", "dixon_price_10")
def dixon_price(x, shift=0):
    return total([(x[0] - 1) ** 2] + [(i + shift) * (2 * x[i - 1] ** 2 - x[i - 2]) ** 2 for i in range(2, len(x) + 1)])


@problem("zakharov")
def zakharov(x, half=Q(1, 2)):
    s = total(half * i * a for i, a in enumerate(x, 1))
    return total(a ** 2 for a in x) + s ** 2 + s ** 4


@problem("bohachevsky_1")
def bohachevsky1(x):
    a, b = x
    return a ** 2 + 2 * b ** 2 - Q("0.3") * cospi(3 * a) - Q("0.4") * cospi(4 * b) + Q("0.7")


@problem("bohachevsky_2")
def bohachevsky2(x):
    a, b = x
    return a ** 2 + 2 * b ** 2 - Q("0.3") * cospi(3 * a) * cospi(4 * b) + Q("0.3")


@problem("bohachevsky_3")
def bohachevsky3(x):
    a, b = x
    return a ** 2 + 2 * b ** 2 - Q("0.3") * cospi(3 * a + 4 * b) + Q("0.3")


@problem("monkey_saddle")
def monkey(x):
    a, b = x
    return a ** 3 - 3 * a * b ** 2


@problem("monkey_saddle_confined")
def monkey_confined(x, c=Q(3, 4)):
    a, b = x
    return monkey(x) + c * (a ** 2 + b ** 2) ** 2


@problem("strict_saddle")
def strict_saddle(x, c=Q(1, 4)):
    a, b = x
    return a ** 2 - b ** 2 + c * (a ** 4 + b ** 4)


def huber_data():
    A = [[q4(7, 4 * i + j) for j in range(4)] for i in range(40)]
    b = []
    for i in range(40):
        v = sum(a * w for a, w in zip(A[i], (1, -2, 3, -1))) + Q(2 * (sm64(8, i) >> 60) - 15, 32)
        if i % 8 == 3:
            v += 10 if (i // 8) % 2 == 0 else -6
        b.append(v)
    return A, b


HUBER = huber_data()


def linear(row, x):
    return total(c * a for c, a in zip(row, x) if c != 0)


@problem("huber_regression")
def huber(x, delta=1, jump=Q(1, 2)):
    terms = []
    for row, b in zip(*HUBER):
        r = linear(row, x) - b
        if abs(r.v) <= delta:
            terms.append(r ** 2 / 2)
        else:
            terms.append((r if r.v > 0 else -r) - jump)
    return total(terms)


def boyd_terms(x):
    a, b = x
    d = Q(1, 10)
    return exp(a + 3 * b - d) + exp(a - 3 * b - d) + exp(-a - d)


@problem("boyd_exp")
def boyd_exp(x):
    return boyd_terms(x)


@problem("log_sum_exp")
def log_sum_exp(x):
    return log(boyd_terms(x))


def logreg_data():
    A = [[q4(2024, 5 * i + j) for j in range(5)] for i in range(60)]
    y = []
    for i in range(60):
        s = sum((-1) ** j * a for j, a in enumerate(A[i])) + (Q(sm64(2025, i) >> 60) - Q(15, 2)) / 4
        assert s != 0
        y.append(1 if s > 0 else -1)
    return A, y


LOGREG = logreg_data()


def softplus(t):
    """log(1 + e^t), stable for doubles too."""
    return log(1 + exp(t)) if t.v < 0 else t + log(1 + exp(-t))


@problem("logreg_ridge_0.01", lam=Q("0.01"))
@problem("logreg_ridge_0.001", lam=Q("0.001"))
def logreg(x, lam, mean=60, half=Q(1, 2)):
    loss = total(softplus(-y * linear(row, x)) for row, y in zip(*LOGREG)) / mean
    return loss + half * lam * total(a ** 2 for a in x)


@problem("hilbert_ls_5", "hilbert_ls_8", "hilbert_ls_12")
def hilbert(x, shift=1, half=Q(1, 2)):
    n = len(x)
    rows = [[Q(1, i + j + shift) for j in range(n)] for i in range(n)]
    return half * squares([linear(r, x) - sum(r) for r in rows])


@problem("nesterov_worst")
def nesterov(x, last=True):
    inner = [x[0] ** 2] + [(x[i] - x[i + 1]) ** 2 for i in range(len(x) - 1)] + ([x[-1] ** 2] if last else [])
    return Q(1, 4) * (total(inner) / 2 - x[0])


@problem("nesterov_worst_sc")
def nesterov_sc(x, end=Q(13, 11), kappa=100):
    n = len(x)
    quadratic = total([(2 if i < n - 1 else end) * x[i] ** 2 for i in range(n)]
                      + [-2 * x[i] * x[i + 1] for i in range(n - 1)])
    return Q(kappa - 1, 4) * (quadratic / 2 - x[0]) + total(a ** 2 for a in x) / 2


PHASE_A = [[q4(99, 3 * i + j) for j in range(3)] for i in range(12)]
PHASE_Y = [(r[0] - r[1] + 2 * r[2]) ** 2 for r in PHASE_A]


@problem("phase_retrieval")
def phase(x, factor=Q(1, 48)):
    return factor * squares([linear(r, x) ** 2 - y for r, y in zip(PHASE_A, PHASE_Y)])


def reflection(v):
    s = sum(c * c for c in v)
    return [[(1 if i == j else 0) - Q(2 * v[i] * v[j], s) for j in range(3)] for i in range(3)]


Q1, Q2 = reflection((1, 2, 2)), reflection((2, -1, 2))
TARGET = [[sum(Q1[i][k] * (3, 2, 1)[k] * Q2[j][k] for k in range(3)) for j in range(3)] for i in range(3)]


@problem("matrix_factorization", lam=0)
@problem("matrix_factorization_ridge", lam=Q(1, 2))
def factorization(x, lam, transposed=False):
    u = [x[0:2], x[2:4], x[4:6]]
    v = [x[6:8], x[8:10], x[10:12]]
    r = [u[i][0] * v[j][0] + u[i][1] * v[j][1] - TARGET[j if transposed else i][i if transposed else j]
         for i in range(3) for j in range(3)]
    f = squares(r) / 2
    return f + lam / 2 * total(a ** 2 for a in x) if lam else f


ALPHA = decimals("1.0 1.2 3.0 3.2")
HART = {3: (["3 10 30", "0.1 10 35", "3 10 30", "0.1 10 35"],
            ["0.3689 0.1170 0.2673", "0.4699 0.4387 0.7470", "0.1091 0.8732 0.5547", "0.0381 0.5743 0.8828"]),
        6: (["10 3 17 3.5 1.7 8", "0.05 10 17 0.1 8 14", "3 3.5 1.7 10 17 8", "17 8 0.05 10 0.1 14"],
            ["0.1312 0.1696 0.5569 0.0124 0.8283 0.5886", "0.2329 0.4135 0.8307 0.3736 0.1004 0.9991",
             "0.2348 0.1451 0.3522 0.2883 0.3047 0.6650", "0.4047 0.8828 0.8732 0.5743 0.1091 0.0381"])}


@problem("hartmann_3", "hartmann_6")
def hartmann(x, table=None):
    A, P = table or HART[len(x)]
    terms = []
    for c, a, p in zip(ALPHA, A, P):
        s = total(w * (v - m) ** 2 for w, v, m in zip(decimals(a), x, decimals(p)))
        terms.append(c * exp(-s))
    return -total(terms)


BETA = decimals("0.1 0.2 0.2 0.4 0.4 0.6 0.3 0.7 0.5 0.5")
SHEKEL = ["4 4 4 4", "1 1 1 1", "8 8 8 8", "6 6 6 6", "3 7 3 7", "2 9 2 9", "5 3 5 3", "8 1 8 1", "6 2 6 2", "7 3.6 7 3.6"]


@problem("shekel_5", m=5)
@problem("shekel_7", m=7)
@problem("shekel_10", m=10)
def shekel(x, m, centres=SHEKEL, beta=BETA):
    return -total(1 / (b + total((a - p) ** 2 for a, p in zip(x, decimals(c)))) for b, c in list(zip(beta, centres))[:m])


@problem("michalewicz_2", "michalewicz_5", "michalewicz_10")
def michalewicz(x, steep=10, shift=0):
    return -total(sin(a) * sin((i + shift) * a ** 2 / B.pi) ** (2 * steep) for i, a in enumerate(x, 1))


@problem("trid_6", "trid_10")
def trid(x, sign=1):
    return total((a - 1) ** 2 for a in x) - sign * total(x[i] * x[i - 1] for i in range(1, len(x)))


@problem("schwefel_10")
def schwefel(x):
    return -total(a * sin(sqrt(a if a.v > 0 else -a)) for a in x)


# ---- statistical --------------------------------------------------------------------------------------------------------------

def table(name):
    with open(os.path.join(DATA, name)) as f:
        return [[int(v) for v in row] for row in csv.reader(f)]


def softmax_loss(logits, label):
    top = max(l.v for l in logits)
    return log(total(exp(l - top) for l in logits)) + top - logits[label]


def softmax(x, rows, labels, K, lam, gauge=True, half=Q(1, 2)):
    d = len(rows[0])
    W = [x[k * d:(k + 1) * d] for k in range(K)]
    b = x[K * d:]
    loss = total(softmax_loss([linear(r, W[k]) + b[k] for k in range(K)], y) for r, y in zip(rows, labels)) / len(rows)
    f = loss + half * lam * total(a ** 2 for a in x[:K * d])
    return f + total(b) ** 2 / 2 if gauge else f


@cached
def iris(variant, divisor=150):
    raw = table("iris_x10.csv")
    if variant == "uci":
        raw[34], raw[37] = [49, 31, 15, 1, 0], [49, 31, 15, 1, 0]
    cols = [[Q(r[j], 10) for r in raw] for j in range(4)]
    mean = [sum(c) / 150 for c in cols]
    std = [B.sqrt(B.num(sum((v - m) ** 2 for v in c) / divisor)) for c, m in zip(cols, mean)]
    return [[B.num(cols[j][i] - mean[j]) / std[j] for j in range(4)] for i in range(150)], [r[4] for r in raw]


@problem("iris_softmax_fisher_0.01", variant="fisher", lam=Q("0.01"))
@problem("iris_softmax_fisher_0.001", variant="fisher", lam=Q("0.001"))
@problem("iris_softmax_uci_0.01", variant="uci", lam=Q("0.01"))
@problem("iris_softmax_uci_0.001", variant="uci", lam=Q("0.001"))
def iris_softmax(x, variant, lam, divisor=150, gauge=True, half=Q(1, 2)):
    rows, labels = iris(variant, divisor)
    return softmax(x, rows, labels, 3, lam, gauge, half)


def noisy(p, sigma, seed, s):
    return [p[0] + B.num(sigma) * normal(seed, 2 * s), p[1] + B.num(sigma) * normal(seed, 2 * s + 1)]


@cached
def moons(n=200, sigma=Q("0.15"), seed=11, last=1):
    m = n // 2
    pts, y = [], []
    for s in range(n):
        a = B.num(Q(s % m, m - last))
        c, d = B.cospi(a), B.sinpi(a)
        p = (c, d) if s < m else (1 - c, B.num(Q(1, 2)) - d)
        pts.append(noisy(p, sigma, seed, s))
        y.append(-1 if s < m else 1)
    return pts, y


@cached
def spirals(K=2, m=100, turns=Q("1.5"), sigma=Q("0.02"), seed=17):
    pts, y = [], []
    for s in range(K * m):
        k, i = divmod(s, m)
        r = (i + Q(1, 2)) / m
        a = B.num(2 * (turns * r + Q(k, K)))
        pts.append(noisy((B.num(r) * B.cospi(a), B.num(r) * B.sinpi(a)), sigma, seed, s))
        y.append(-1 if k == 0 else 1)
    return pts, y


@cached
def blobs(K=3, n=150, R=2, sigma=Q("0.7"), seed=13):
    pts, y = [], []
    for s in range(n):
        a = B.num(Q(2 * (s % K), K))
        pts.append(noisy((R * B.cospi(a), R * B.sinpi(a)), sigma, seed, s))
        y.append(s % K)
    return pts, y


def binary(x, data, lam=Q("0.01"), ridge_bias=False):
    pts, y = data
    loss = total(softplus(-t * (linear(p, x[:2]) + x[2])) for p, t in zip(pts, y)) / len(pts)
    return loss + lam / 2 * total(a ** 2 for a in (x if ridge_bias else x[:2]))


@problem("moons_logreg")
def moons_logreg(x):
    return binary(x, moons())


@problem("spirals_logreg")
def spirals_logreg(x):
    return binary(x, spirals())


@problem("blobs_softmax")
def blobs_softmax(x, gauge=True):
    pts, y = blobs()
    return softmax(x, pts, y, 3, Q("0.01"), gauge)


DIGITS = {"digits_softmax_0.01": Q("0.01"), "digits_softmax_0.001": Q("0.001")}
DIGITS_ROWS = (3 * 64 + 20, 640 + 7)      # class 3, pixel 20; the bias of class 7
_digits = []


def digits_rows():
    if not _digits:
        for r in table("digits.csv"):
            _digits.append(([(j, v) for j, v in enumerate(r[:64]) if v], r[64]))
    return _digits


def digits_softmax(x, lam, rows=DIGITS_ROWS, K=10, d=64):
    """Value, gradient and some rows of the Hessian: jets in the ten logits, then the linear map from weights to logits."""
    data = digits_rows()
    N = len(data)
    x = [B.num(v) if isinstance(v, (Q, float, int, str)) else v for v in x]
    # sums over pixels in fixed point: Python integers in units of 2^-400 (or plain doubles)
    bits = 400
    fixed = (lambda v: libmp.to_fixed(v._mpf_, bits)) if B.tag else float
    back = (lambda v: mpf(v) * mpf(2) ** -bits) if B.tag else float
    one, none = B.num(1), 0 if B.tag else 0.0
    zero = B.num(0)
    units = [fixed(v) for v in x]
    f = zero
    g = [none] * (K * d + K)
    out = [[none] * (K * d + K) for _ in rows]
    place = [(r // d, r % d) if r < K * d else (r - K * d, None) for r in rows]
    for pixels, label in data:
        logits = []
        for k in range(K):
            s = 16 * units[K * d + k]
            for j, v in pixels:
                s += units[k * d + j] * v
            logits.append(Jet(back(s) / 16, {k: one}))
        loss = softmax_loss(logits, label)
        f = f + loss.v
        for k in range(K):
            t = fixed(loss.g[k])
            g[K * d + k] += 16 * t
            for j, v in pixels:
                g[k * d + j] += t * v
        here = dict(pixels)
        for (c, p), line in zip(place, out):
            z = 16 if p is None else here.get(p, 0)
            if not z:
                continue
            for k in range(K):
                t = fixed(loss.h[min(c, k), max(c, k)]) * z
                line[K * d + k] += 16 * t
                for j, v in pixels:
                    line[k * d + j] += t * v
    g = [back(v) / 16 for v in g]
    out = [[back(v) / 256 for v in line] for line in out]
    l = B.num(lam)
    s = sum(x[K * d:], zero)
    f = f / N + l / 2 * sum((a * a for a in x[:K * d]), zero) + s * s / 2
    g = [a / N + (l * x[i] if i < K * d else s) for i, a in enumerate(g)]
    for r, line in zip(rows, out):
        for i in range(len(line)):
            line[i] = line[i] / N + (l if i == r and r < K * d else zero) + (1 if i >= K * d and r >= K * d else 0)
    return f, g, out


def evaluate(name, x, rows=None):
    """Value, gradient and Hessian (or the given rows of it) at x, in the arithmetic in use."""
    if name in DIGITS:
        return digits_softmax(x, DIGITS[name], rows or DIGITS_ROWS)
    return unfold(F[name](variables(x)), len(x), rows)


def unfold(j, n, rows=None):
    zero = 0.0 if B.tag is None else mpf(0)
    g = [j.g.get(i, zero) for i in range(n)]
    h = [[j.h.get((min(i, k), max(i, k)), zero) for k in range(n)] for i in (range(n) if rows is None else rows)]
    return j.v, g, h
