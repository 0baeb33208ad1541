"""Wrong versions of the problems, and by which number each is exposed: writes alternatives.md.

    nice -n 10 python3 make_alternatives.py

Each wrong version is the right formula of formulas.py with the one change named, evaluated at x0 and at the tabulated stationary
points in 60 digits and compared with problems.json as a test would.
"""
import json
from fractions import Fraction as Q
from mpmath import mp, mpf
import check_table
import formulas
from formulas import *
import jets

W = []          # (id, the change, where it comes from, the wrong function, extra points)


def wrong(name, change, source="slip", at=()):
    def register(f):
        W.append((name, change, source, f, at))
        return f
    return register


P, C, N, D, S = "printed", "public code", "PROBLEMS.md", "memory", "slip"
r5 = lambda: B.sqrt(B.num(5))
r10 = lambda: B.sqrt(B.num(10))

wrong("mgh01", "factor ½: F = ½ Σ f_i² (the convention of GSL)", C)(lambda x: rosenbrock(x) / 2)
wrong("mgh01", "f1 = 10(x1 − x2²): coordinates exchanged")(lambda x: squares([10 * (x[0] - x[1] ** 2), 1 - x[0]]))
wrong("mgh01", "f1 = 100(x2 − x1²): the 100 of the scalar form taken as the factor of the residual")(
    lambda x: squares([100 * (x[1] - x[0] ** 2), 1 - x[0]]))
wrong("mgh02", "f2: (x2 − 1)x2 instead of (x2 + 1)x2")(
    lambda x: squares([x[0] + ((5 - x[1]) * x[1] - 2) * x[1] - 13, x[0] + ((x[1] - 1) * x[1] - 14) * x[1] - 29]))
wrong("mgh03", "constant 1.001 instead of 1.0001")(
    lambda x: squares([10000 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - Q("1.001")]))
wrong("mgh04", "f2 = x2 − 2e-4: a change that F(x0) = 1e12 cannot show in doubles")(
    lambda x: squares([x[0] - 10 ** 6, x[1] - Q("2e-4"), x[0] * x[1] - 2]))
wrong("mgh05", "y3 = 2.265: two digits exchanged")(lambda x: mgh_beale(x, ("1.5", "2.25", "2.265")))
wrong("mgh05", "(1 − x2)^i instead of 1 − x2^i: the same F and ∇F at x0 = (1, 1) but for one entry")(
    lambda x: squares([Q(t) - x[0] * power(1 - x[1], i) for i, t in ((1, "1.5"), (2, "2.25"), (3, "2.625"))]))
wrong("mgh06", "f_i = 2i − …: the leading 2 lost")(
    lambda x: squares([2 * i - (exp(i * x[0]) + exp(i * x[1])) for i in range(1, 11)]))


def helical_with(theta):
    def f(x):
        return squares([10 * (x[2] - 10 * theta(x)), 10 * (sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]])
    return f


def theta_atan2(x):
    t = atan(x[1] / x[0]) / (2 * B.pi)
    return t if x[0].v > 0 else t + (Q(1, 2) if x[1].v >= 0 else -Q(1, 2))


wrong("mgh07", "θ = atan2(x2, x1)/2π: differs by 1 where x1 < 0 and x2 < 0; right at x0 and at x*", C,
      at=[(-1.0, -1.0, 0.5)])(helical_with(theta_atan2))
wrong("mgh07", "θ without the ½ for x1 < 0")(helical_with(lambda x: atan(x[1] / x[0]) / (2 * B.pi)))


def bard_with(w):
    return lambda x: squares([BARD[i - 1] - (x[0] + i / ((16 - i) * x[1] + w(i, 16 - i) * x[2])) for i in range(1, 16)])


wrong("mgh08", "w_i = max(u_i, v_i) instead of min")(bard_with(max))
wrong("mgh09", "exp(−x2 (t − x3)²) without the ½ in the exponent")(
    lambda x: squares([x[0] * exp(-x[1] * (Q(8 - i, 2) - x[2]) ** 2) - GAUSS[i - 1] for i in range(1, 16)]))
wrong("mgh10", "t_i = 45 + 5(i − 1): index from zero")(
    lambda x: squares([x[0] * exp(x[1] / (40 + 5 * i + x[2])) - MEYER[i - 1] for i in range(1, 17)]))
wrong("mgh11", "m = 100: a residual with y = 25, and no Hessian at x*", C)(
    lambda x: gulf(x, 99) + squares([exp(-(exp(x[2] * log(25 - x[1] if x[1].v < 25 else x[1] - 25)) / x[0])) - 1]
                                    if x[1].v != 25 else [Jet(0)]))


def gulf_literal(x, m=99):
    r = []
    for i in range(1, m + 1):
        d = gulf_y(i) * (m * i) * x[1]
        d = d if d.v > 0 else -d
        r.append(exp(-(exp(x[2] * log(d)) / x[0])) - Q(i, 100))
    return squares(r)


wrong("mgh11", "|y_i·m·i·x2|^x3: the misprint \"mi\" of 1981 read as a product", P)(gulf_literal)


def gulf_three_halves(x):
    r = []
    for i in range(1, 100):
        d = 25 + B.exp(B.log(-50 * B.log(B.num(Q(i, 100)))) * 3 / 2) - x[1]
        d = d if d.v > 0 else -d
        r.append(exp(-(exp(x[2] * log(d)) / x[0])) - Q(i, 100))
    return squares(r)


wrong("mgh11", "y_i = 25 + (−50 ln t_i)^(3/2) instead of the power 2/3")(gulf_three_halves)
wrong("mgh12", "x3 (e^{−t} + e^{−10t}): sign")(
    lambda x: squares([exp(-Q(i, 10) * x[0]) - exp(-Q(i, 10) * x[1]) - x[2] * (exp(Q(-i, 10)) + exp(Q(-i))) for i in range(1, 11)]))
wrong("mgh12", "t_i = i instead of i/10")(
    lambda x: squares([exp(-i * x[0]) - exp(-i * x[1]) - x[2] * (exp(Q(-i)) - exp(Q(-10 * i))) for i in range(1, 11)]))
wrong("mgh13", "√2 (x1 − x4)² instead of √10 (NLSProblems.jl)", C)(lambda x: squares(powell_block(*x, ten=2)))
wrong("mgh13", "f3 = x2 − 2x3, not squared: the same F at x0")(
    lambda x: squares([x[0] + 10 * x[1], r5() * (x[2] - x[3]), x[1] - 2 * x[2], r10() * (x[0] - x[3]) ** 2]))


def powell_ext_wrong(x):
    r = []
    for k in range(0, len(x), 4):
        a, b, c, d = x[k:k + 4]
        r += [a + 10 * b, r5() * (c - d), b - 2 * c ** 2, r10() * (a - d) ** 2]
    return squares(r)


wrong("mgh22", "x2 − 2x3² instead of (x2 − 2x3)² (NLSProblems.jl): the same F at x0", C)(powell_ext_wrong)


def wood_with(f3=None, f6=None):
    def f(x):
        a, b, c, d = x
        r = [10 * (b - a ** 2), 1 - a, B.sqrt(B.num(90)) * (d - c ** 2), 1 - c, r10() * (b + d - 2), (b - d) / r10()]
        if f3:
            r[2] = f3(c, d)
        if f6:
            r[5] = f6(b, d)
        return squares(r)
    return f


wrong("mgh14", "f3 = 90 (x4 − x3²) instead of √90")(wood_with(f3=lambda c, d: 90 * (d - c ** 2)))
wrong("mgh14", "f6 = √10 (x2 − x4) instead of /√10: the same F and ∇F at x0, where x2 = x4")(
    wood_with(f6=lambda b, d: r10() * (b - d)))
wrong("mgh15", "u_6 = 1/6 instead of 0.167")(lambda x: kowalik(x, [u if u != Q("0.167") else Q(1, 6) for u in KOU]))
wrong("mgh15", "u_9, u_10 = 1/12, 1/14 instead of 0.0833, 0.0714")(
    lambda x: kowalik(x, [{Q("0.0833"): Q(1, 12), Q("0.0714"): Q(1, 14)}.get(u, u) for u in KOU]))
wrong("mgh16", "t_i = (i − 1)/5: index from zero")(
    lambda x: squares([(x[0] + Q(i, 5) * x[1] - exp(Q(i, 5))) ** 2 + (x[2] + sin(Q(i, 5)) * x[3] - cos(Q(i, 5))) ** 2
                       for i in range(20)]))
wrong("mgh16", "sum of the squared brackets, not of their fourth powers (f_i not squared once more)")(
    lambda x: total((x[0] + Q(i, 5) * x[1] - exp(Q(i, 5))) ** 2 + (x[2] + sin(Q(i, 5)) * x[3] - cos(Q(i, 5))) ** 2
                    for i in range(1, 21)))
wrong("mgh17", "t_i = 10i instead of 10(i − 1)")(lambda x: osborne1(x, 1))
wrong("mgh18", "m = 6 instead of 13 (GSL's test)", C)(lambda x: biggs(x, 6))
wrong("mgh18", "y_i without its third term 3e^{−4t}")(
    lambda x: squares([x[2] * exp(-Q(i, 10) * x[0]) - x[3] * exp(-Q(i, 10) * x[1]) + x[5] * exp(-Q(i, 10) * x[4])
                       - (exp(Q(-i, 10)) - 5 * exp(Q(-i))) for i in range(1, 14)]))
wrong("mgh19", "y_18 = 0.625 instead of 0.626 (NLSProblems.jl)", C)(
    lambda x: osborne2(x, OSB2[:17] + [Q("0.625")] + OSB2[18:]))
wrong("mgh19", "the last Gaussian subtracted")(lambda x: osborne2([x[0], x[1], x[2], -x[3]] + x[4:]))
wrong("mgh20_6", "t_i = i/30 instead of i/29")(lambda x: watson(x, 30))
wrong("mgh20_9", "f31 = x2 − x1² − 1 forgotten (m = 30)")(lambda x: watson(x, last=False))
wrong("mgh20_12", "f_i without the −1")(lambda x: watson_without(x))


def watson_without(x):
    n = len(x)
    r = []
    for i in range(1, 30):
        t = Q(i, 29)
        r.append(total((j - 1) * t ** (j - 2) * x[j - 1] for j in range(2, n + 1))
                 - total(t ** (j - 1) * x[j - 1] for j in range(1, n + 1)) ** 2)
    return squares(r + [x[0], x[1] - x[0] ** 2 - 1])


wrong("mgh21", "chained instead of pairs: Σ over all i < n (gonum and many papers)", C)(rosenbrock_chain)
wrong("mgh23_4", "Σ x² − ½ instead of ¼")(
    lambda x: squares([B.sqrt(B.num(Q("1e-5"))) * (a - 1) for a in x] + [total(a ** 2 for a in x) - Q(1, 2)]))
wrong("mgh23_10", "residuals 1e-5 (x_i − 1) instead of √1e-5: F(x0) changes in the 9th digit only")(
    lambda x: squares([Q("1e-5") * (a - 1) for a in x] + [total(a ** 2 for a in x) - Q(1, 4)]))
wrong("mgh24_4", "y_i = e^{(i+1)/10} + e^{i/10}: off by one (NLSProblems.jl)", C)(lambda x: penalty2(x, 1))
wrong("mgh24_10", "y_i = e^{(i−1)/10} + e^{(i−2)/10}: off by one the other way")(lambda x: penalty2(x, -1))
wrong("mgh24_10", "last residual Σ (n − j)x_j² − 1: off by one")(
    lambda x: penalty2(x) - (total((11 - j) * x[j - 1] ** 2 for j in range(1, 11)) - 1) ** 2
    + (total((10 - j) * x[j - 1] ** 2 for j in range(1, 11)) - 1) ** 2)
wrong("mgh25", "f_{n+2} = s² forgotten")(
    lambda x: squares([a - 1 for a in x] + [total((j + 1) * (a - 1) for j, a in enumerate(x))]))
wrong("mgh26", "+ sin x_i instead of −: x = 0 stays a zero with the Hessian 2I")(
    lambda x: squares([len(x) - total(cos(a) for a in x) + i * (1 - cos(a)) + sin(a) for i, a in enumerate(x, 1)]))
wrong("mgh26", "i from 0")(
    lambda x: squares([len(x) - total(cos(a) for a in x) + i * (1 - cos(a)) - sin(a) for i, a in enumerate(x)]))
wrong("mgh27", "the linear residual also for i = n (n + 1 residuals)")(
    lambda x: squares([a + total(x) - (len(x) + 1) for a in x] + [product(x) - 1]))


def bvp_power(x):
    n = len(x)
    h = Q(1, n + 1)
    return squares([2 * x[i] + h * h * (x[i] + (h * (i + 1) + 1)) ** 2 / 2 - (x[i - 1] if i else 0)
                    - (x[i + 1] if i < n - 1 else 0) for i in range(n)])


wrong("mgh28", "(x_i + t_i + 1)² instead of the cube")(bvp_power)
wrong("mgh29", "the first sum over j < i instead of j ≤ i")(lambda x: integral_strict(x))


def integral_strict(x):
    n = len(x)
    h = Q(1, n + 1)
    t = [h * (i + 1) for i in range(n)]
    c = [(x[j] + (t[j] + 1)) ** 3 for j in range(n)]
    return squares([x[i] + (h / 2) * ((1 - t[i]) * total(t[j] * c[j] for j in range(i))
                                      + t[i] * total((1 - t[j]) * c[j] for j in range(i + 1, n))) for i in range(n)])


wrong("mgh30", "−x_{i+1} instead of −2x_{i+1}")(lambda x: broyden_tridiagonal(x, 1))
wrong("mgh31", "band widths exchanged (1 below, 5 above)")(lambda x: broyden_banded(x, 1, 5))
wrong("mgh31", "f_i without the + 1")(lambda x: broyden_without_one(x))


def broyden_without_one(x):
    n = len(x)
    return squares([x[i - 1] * (2 + 5 * x[i - 1] ** 2)
                    - total([Jet(0)] + [x[j - 1] * (1 + x[j - 1]) for j in range(max(1, i - 5), min(n, i + 1) + 1) if j != i])
                    for i in range(1, n + 1)])


wrong("mgh32", "m = n = 10: the residuals n < i ≤ m lost")(lambda x: linear_full(x, 10))
wrong("mgh33", "m = 10 instead of 20")(lambda x: linear_rank1(x, 10))
wrong("mgh34", "f_1 = f_m = −1 left out: a constant, ∇F and H right everywhere")(lambda x: linear_rank1_zero(x) - 2)
wrong("mgh35_7", "Chebyshev polynomials not shifted: T_i(x) instead of T_i(2x − 1)")(lambda x: chebyquad(x, False))


def chebyquad_sign(x):
    n = len(x)
    rows = []
    for a in x:
        z = 2 * a - 1
        t = [1, z]
        while len(t) <= n:
            t.append(2 * z * t[-1] - t[-2])
        rows.append(t)
    return squares([total(t[i] for t in rows) / n - (Q(1, i * i - 1) if i % 2 == 0 else 0) for i in range(1, n + 1)])


wrong("mgh35_8", "I_i = +1/(i² − 1): sign of the integrals")(chebyquad_sign)
wrong("sphere", "½ Σ x²", N)(lambda x: sphere(x) / 2)
wrong("ellipsoid", "exponent 6(i − 1)/n instead of /(n − 1)")(
    lambda x: total(B.exp(B.log(B.num(10)) * 6 * i / len(x)) * a ** 2 for i, a in enumerate(x)))
wrong("rotated_ellipsoid", "\"rotated hyper-ellipsoid\" Σ_i Σ_{j≤i} x_j², which is not rotated", N)(
    lambda x: total((len(x) - j) * a ** 2 for j, a in enumerate(x)))
wrong("rotated_ellipsoid", "Q = I − vvᵀ/(vᵀv): the 2 of the reflection lost (a projection)")(
    lambda x: ellipsoid([a - (i + 1) * total((j + 1) * b for j, b in enumerate(x)) / 385 for i, a in enumerate(x)]))
wrong("rosenbrock_10", "uncoupled pairs (MGH 21) instead of the chain", N)(rosenbrock_pairs)
wrong("rosenbrock_4", "the factor 100 also before (1 − x_i)²")(
    lambda x: 100 * total((x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(3)))
wrong("beale", "2.265 instead of 2.625", D)(
    lambda x: (Q("1.5") - x[0] + x[0] * x[1]) ** 2 + (Q("2.25") - x[0] + x[0] * x[1] ** 2) ** 2
    + (Q("2.265") - x[0] + x[0] * x[1] ** 3) ** 2)
wrong("booth", "(2x + y + 5)²: sign")(lambda x: (x[0] + 2 * x[1] - 7) ** 2 + (2 * x[0] + x[1] + 5) ** 2)
wrong("himmelblau", "11 and 7 exchanged: the same F at x0 = 0")(
    lambda x: (x[0] ** 2 + x[1] - 7) ** 2 + (x[0] + x[1] ** 2 - 11) ** 2)
wrong("matyas", "+0.48xy: sign")(lambda x: matyas([x[0], -x[1]]))
wrong("three_hump_camel", "1.5x⁴ instead of 1.05x⁴")(lambda x: three_hump(x) - Q("0.45") * x[0] ** 4)
wrong("six_hump_camel", "(4 + 4y²)y² instead of (−4 + 4y²)y²", D)(lambda x: six_hump(x) + 8 * x[1] ** 2)
wrong("six_hump_camel", "x⁴/4 instead of x⁴/3 in the first bracket")(lambda x: six_hump(x) - x[0] ** 6 / 12)
wrong("styblinski_tang_2", "without the ½: F(x0) = 0 all the same", D)(lambda x: styblinski(x, 1))
wrong("ackley_2", "constant 0.02 instead of 0.2 (a misprint in several surveys)", D)(
    lambda x: -20 * exp(-Q(1, 50) * sqrt(sphere(x) / 2)) - exp(total(cospi(2 * a) for a in x) / 2) + 20 + B.exp(B.num(1)))
wrong("ackley_10", "+ e left out: a constant, ∇F right")(lambda x: ackley(x) - B.exp(B.num(1)))
wrong("rastrigin_2", "10 instead of 10n: a constant, ∇F right")(lambda x: rastrigin(x) - 10)
wrong("rastrigin_10", "cos x instead of cos 2πx")(lambda x: total(a ** 2 - 10 * cos(a) for a in x) + 100)
wrong("griewank_2", "x_i instead of x_i/√i in the product", D)(lambda x: sphere(x) / 4000 - product([cos(a) for a in x]) + 1)
wrong("griewank_10", "/400 instead of /4000", D)(lambda x: griewank(x) + sphere(x) * (Q(1, 400) - Q(1, 4000)))
wrong("levy_2", "10 sin²(πw_i) without the + 1 in the sine", N)(lambda x: levy(x, plus=0))
wrong("levy_2", "sin²(πw_n) instead of sin²(2πw_n)", N)(lambda x: levy(x, last=1))
wrong("levy_10", "w_i = 1 + (x_i + 1)/4: sign", D)(lambda x: levy([a + 2 for a in x]))
wrong("goldstein_price", "−48y in the second bracket: sign", N)(lambda x: goldstein(x, sign=-1))
wrong("goldstein_price", "(2x + 3y)² before the second bracket: sign", N)(
    lambda x: (lambda a, b: (1 + (a + b + 1) ** 2 * (19 - 14 * a + 3 * a ** 2 - 14 * b + 6 * a * b + 3 * b ** 2))
               * (30 + (2 * a + 3 * b) ** 2 * (18 - 32 * a + 12 * a ** 2 + 48 * b - 36 * a * b + 27 * b ** 2)))(*x))
wrong("easom", "without the leading minus (to be maximised)", D)(lambda x: -easom(x))
wrong("branin", "rounded constants 0.1291, 1.5915, 0.0398", N)(
    lambda x: (x[1] - Q("0.1291") * x[0] ** 2 + Q("1.5915") * x[0] - 6) ** 2 + 10 * (1 - Q("0.0398")) * cos(x[0]) + 10)
wrong("branin", "5/(4π²) instead of 5.1/(4π²)", D)(
    lambda x: (x[1] - 5 * x[0] ** 2 / (4 * B.pi ** 2) + 5 * x[0] / B.pi - 6) ** 2 + 10 * (1 - 1 / (8 * B.pi)) * cos(x[0]) + 10)
wrong("mccormick", "−2.5y instead of +2.5y: the same F at x0")(lambda x: mccormick(x) - 5 * x[1])
wrong("dixon_price_2", "weights i − 1 instead of i: the same minimisers and F* = 0")(lambda x: dixon_price(x, -1))
wrong("dixon_price_10", "2x_i − x_{i−1}² (squares exchanged)")(
    lambda x: total([(x[0] - 1) ** 2] + [i * (2 * x[i - 1] - x[i - 2] ** 2) ** 2 for i in range(2, 11)]))
wrong("zakharov", "s = Σ i x_i without the ½", D)(lambda x: zakharov(x, 1))
wrong("bohachevsky_1", "constant 0.3 instead of 0.7")(lambda x: bohachevsky1(x) - Q("0.4"))
wrong("bohachevsky_2", "−0.3cos(3πx)·0.4cos(4πy): both amplitudes kept in the product", D)(
    lambda x: x[0] ** 2 + 2 * x[1] ** 2 - Q("0.12") * cospi(3 * x[0]) * cospi(4 * x[1]) + Q("0.3"))
wrong("bohachevsky_3", "cos(3πx) + 4πy: a parenthesis lost")(
    lambda x: x[0] ** 2 + 2 * x[1] ** 2 - Q("0.3") * (cospi(3 * x[0]) + 4 * B.pi * x[1]) + Q("0.3"))
wrong("monkey_saddle", "x³ + 3xy²: sign")(lambda x: x[0] ** 3 + 3 * x[0] * x[1] ** 2)
wrong("monkey_saddle_confined", "¼ instead of ¾ before r⁴")(lambda x: monkey_confined(x, Q(1, 4)))
wrong("strict_saddle", "½ instead of ¼ before x⁴ + y⁴")(lambda x: strict_saddle(x, Q(1, 2)))
wrong("huber_regression", "|r| instead of |r| − ½ outside: discontinuous, ∇F right", D)(lambda x: huber(x, jump=0))
wrong("huber_regression", "h = r² inside (no ½), 2|r| − 1 outside", D)(lambda x: 2 * huber(x))
wrong("boyd_exp", "e^{x−3y+0.1}: one sign of the three 0.1")(
    lambda x: boyd_exp(x) + exp(x[0] - 3 * x[1] - Q(1, 10)) * (B.exp(B.num(Q(1, 5))) - 1))
wrong("log_sum_exp", "without the logarithm")(boyd_exp)
wrong("logreg_ridge_0.01", "λ‖w‖² instead of (λ/2)‖w‖²: F and ∇F right at x0 = 0", D)(lambda x: logreg(x, Q("0.01"), half=1))
wrong("logreg_ridge_0.001", "sum of the losses instead of their mean", D)(lambda x: logreg(x, Q("0.001"), mean=1))
wrong("hilbert_ls_5", "H_ij = 1/(i + j) (indices from one, the −1 lost)")(lambda x: hilbert(x, shift=2))
wrong("hilbert_ls_8", "without the ½")(lambda x: hilbert(x, half=1))


def hilbert_rounded(x):
    n = len(x)
    rows = [[Q(1, i + j + 1) for j in range(n)] for i in range(n)]
    return squares([linear(r, x) - Q(float(sum(r))) for r in rows]) / 2


wrong("hilbert_ls_12", "b rounded to doubles: within the rounding of every value, though the minimiser moves; no test of values can refuse it", N)(hilbert_rounded)
wrong("nesterov_worst", "without x_k²: F, ∇F right at x0 = 0")(lambda x: nesterov(x, last=False))
wrong("nesterov_worst_sc", "A_nn = 2 instead of 13/11: F, ∇F right at x0 = 0", D)(lambda x: nesterov_sc(x, end=2))
wrong("phase_retrieval", "1/(2m) instead of 1/(4m)", D)(lambda x: phase(x, Q(1, 24)))
wrong("matrix_factorization", "M transposed: the same F*, another F(x0)")(lambda x: factorization(x, 0, True))
wrong("matrix_factorization_ridge", "λ(‖U‖² + ‖V‖²) instead of λ/2", D)(lambda x: factorization(x, Q(1)))


def hartmann_with(p41):
    A, Pm = HART[3]
    return lambda x: hartmann(x, (A, Pm[:3] + [f"{p41} 0.5743 0.8828"]))


wrong("hartmann_3", "P41 = 0.03815 (Dixon–Szegő) instead of 0.0381", P)(hartmann_with("0.03815"))
wrong("hartmann_3", "P41 = 0.0382 (one library)", C)(hartmann_with("0.0382"))
wrong("hartmann_6", "A42 = 0.8 instead of 8")(
    lambda x: hartmann(x, (HART[6][0][:3] + ["17 0.8 0.05 10 0.1 14"], HART[6][1])))
wrong("shekel_7", "C_7 = (5, 5, 3, 3) (Dixon–Szegő) instead of (5, 3, 5, 3)", P)(
    lambda x: shekel(x, 7, SHEKEL[:6] + ["5 5 3 3"] + SHEKEL[7:]))
wrong("shekel_10", "C_7 = (5, 5, 3, 3) instead of (5, 3, 5, 3)", P)(
    lambda x: shekel(x, 10, SHEKEL[:6] + ["5 5 3 3"] + SHEKEL[7:]))
wrong("shekel_5", "β without the factor 1/10: β = (1, 2, 2, 4, 4)")(lambda x: shekel(x, 5, beta=[10 * b for b in BETA]))
wrong("michalewicz_2", "sin^{10} instead of sin^{20} (m for 2m)", D)(lambda x: michalewicz(x, 5))
wrong("michalewicz_5", "i from 0 in sin(i x²/π): index of an array", D)(lambda x: michalewicz(x, shift=-1))
wrong("trid_6", "+ Σ x_i x_{i−1}: sign; F, ∇F right at x0 = 0")(lambda x: trid(x, -1))
wrong("trid_10", "first sum without −1: Σ x_i²")(lambda x: trid(x) - total(-2 * a + 1 for a in x))
wrong("schwefel_10", "offset 418.9829n added: a constant that leaves F* = 1.27e-4, ∇F right", N)(
    lambda x: schwefel(x) + Q("4189.829"))
wrong("iris_softmax_fisher_0.01", "standard deviation with N − 1", D)(
    lambda x: iris_softmax(x, "fisher", Q("0.01"), divisor=149))
wrong("iris_softmax_fisher_0.01", "rows 35 and 38 as in UCI's iris.data", N)(lambda x: iris_softmax(x, "uci", Q("0.01")))
wrong("iris_softmax_uci_0.001", "rows 35 and 38 as in Fisher's paper", N)(lambda x: iris_softmax(x, "fisher", Q("0.001")))
wrong("iris_softmax_fisher_0.001", "without the gauge term: F, ∇F right at x0 and at x*, one eigenvalue 0 instead of 3")(
    lambda x: iris_softmax(x, "fisher", Q("0.001"), gauge=False))
wrong("iris_softmax_uci_0.01", "λΣW² instead of λ/2: F, ∇F right at x0", D)(lambda x: iris_softmax(x, "uci", Q("0.01"), half=1))
wrong("moons_logreg", "ridge on the bias too: F, ∇F right at x0 = 0", D)(lambda x: binary(x, moons(), ridge_bias=True))
wrong("moons_logreg", "t = πs/m instead of πs/(m − 1)")(lambda x: binary(x, moons(last=0)))
wrong("spirals_logreg", "σ = 0.2 instead of 0.02")(lambda x: binary(x, spirals(sigma=Q("0.2"))))
wrong("blobs_softmax", "without the gauge term: F, ∇F right at x0 and at x*")(lambda x: blobs_softmax(x, gauge=False))
wrong("blobs_softmax", "seed 14 instead of 13")(
    lambda x: softmax(x, *blobs(seed=14), 3, Q("0.01")))


def short(v, digits=10):
    return mp.nstr(v, digits, min_fixed=-5, max_fixed=9)


def relative(a, b):
    return abs(a - b) / max(1, abs(b))


def examine(p, f):
    """Which checks of a test against the table see the wrong version, and the first number that exposes it."""
    n = p["dim"]
    x0 = [str(v) for v in p["x0_exact"]]
    right, bad = evaluate(p["id"], x0), unfold(f(variables(x0)), n)
    seen, evidence = [], []
    # tolerances of PROBLEMS.md section 1
    if relative(bad[0], right[0]) > mpf("1e-12"):
        seen.append("f0")
        evidence.append(f"F(x0) = {short(bad[0])}, right {short(right[0])}"
                        if short(bad[0]) != short(right[0]) else f"F(x0) = {short(bad[0], 16)}, right {short(right[0], 16)}")
    scale = max(1, mp.sqrt(sum(v * v for v in right[1])))
    i = max(range(n), key=lambda k: abs(bad[1][k] - right[1][k]))
    if abs(bad[1][i] - right[1][i]) > mpf("1e-12") * scale:
        seen.append("g0")
        evidence.append(f"∂F/∂x{i + 1}(x0) = {short(bad[1][i])}, right {short(right[1][i])}")
    elif any(relative(a, b) > mpf("1e-9") and abs(a - b) > mpf("1e-9") * abs(b) for a, b in zip(bad[1], right[1])):
        seen.append("g0 by entries")
    ours, theirs = check_table.spectrum(bad[2]), check_table.spectrum(right[2])
    top = max(abs(v) for v in theirs)
    j = max(range(n), key=lambda k: abs(ours[k] - theirs[k]))
    if abs(ours[j] - theirs[j]) > mpf("1e-12") * top:
        seen.append("H0")
        evidence.append(f"eigenvalue {j + 1} of H(x0) = {short(ours[j])}, right {short(theirs[j])}")
    worst = None
    for s in p["stationary_points"]:
        if s["type"] == "global_min_nonsmooth":
            continue
        x = s["x_digits"]
        a, b = unfold(f(variables(x)), n), evaluate(p["id"], x)
        floor = s["double_floor"]
        gb = mp.sqrt(sum(v * v for v in a[1]))
        d = abs(a[0] - b[0]) > 4 * abs(mpf(floor.get("naive_double_eval_error") or 0)) + mpf("1e-13") * max(1, abs(b[0]))
        hs = max(abs(v) for row in b[2] for v in row)
        size = max(max(abs(mpf(v)) for v in x), 1)
        g = gb > 4 * mpf(floor.get("grad_norm_at_rounded_x") or 0) + mpf("1e-13") * hs * size
        if (d or g) and worst is None:
            worst = (s["type"], a[0], b[0], gb, d, g)
    if worst:
        if worst[4]:
            seen.append("f*")
        if worst[5]:
            seen.append("‖∇F‖ at x*")
        same = short(worst[1]) == short(worst[2])
        evidence.append(f"at the {worst[0].replace('_', ' ')} F = {short(worst[1], 17 if same else 10)}, "
                        f"right {short(worst[2], 17 if same else 10)}; ‖∇F‖ = {mp.nstr(worst[3], 4)}, right 0")
    for q in POINTS[p["id"]]:
        a = unfold(f(variables(q["x"])), n, q.get("rows"))
        sizes = abs(q["f"]), max(map(abs, q["g"])), max(abs(v) for r in q["h"] for v in r)
        off = (abs(a[0] - q["f"]), max(abs(u - v) for u, v in zip(a[1], q["g"])),
               max(abs(u - v) for r, t in zip(a[2], q["h"]) for u, v in zip(r, t)))
        if any(d > mpf("1e-11") * s + 4 * mpf(e) for d, s, e in zip(off, sizes, q["e"])):
            seen.append("points")
            break
    return seen, evidence


def points():
    with open("problem_points.json") as f:
        out = {}
        for q in json.load(f)["points"]:
            out.setdefault(q["id"], []).append(q)
        return out


POINTS = points()


def claims():
    """Values that are quoted and wrong, each recomputed."""
    out = []
    z = [Q("0.1")] * 9 + [Q(10)]
    f = evaluate("mgh27", z)[0]
    out.append(("mgh27", "\"F = 1 at (0, …, 0, 11) is a local minimum\" (MGH): F(0.1, …, 0.1, 10) − 1 = " + mp.nstr(f - 1, 6)))
    t = {p["id"]: p for p in check_table.records()}
    p = t["mgh35_10"]
    out.append(("mgh35_10", "\"F* = 6.50395e-3\" (MGH): F at the better point of the table = "
                + mp.nstr(evaluate("mgh35_10", min(p["stationary_points"], key=lambda s: s["f"])["x_digits"])[0], 17)))
    s = [s for s in t["mgh18"]["stationary_points"] if "saddle" in s["type"]][0]
    e = check_table.spectrum(evaluate("mgh18", s["x_digits"])[2])
    out.append(("mgh18", f"\"5.65565e-3 is a local minimum\" (MGH, gonum): on that line where x3, x6 > 0 the smallest eigenvalue is "
                + mp.nstr(e[0], 8)))
    f = evaluate("styblinski_tang_2", t["styblinski_tang_2"]["stationary_points"][0]["x_digits"])[0]
    out.append(("styblinski_tang_2", f"\"F* = −39.16599 n\": F*/n = {mp.nstr(f / 2, 17)}"))
    f = evaluate("mccormick", t["mccormick"]["stationary_points"][0]["x_digits"])[0]
    out.append(("mccormick", f"\"F* = −1.9133\": F* = {mp.nstr(f, 17)}"))
    f = evaluate("schwefel_10", t["schwefel_10"]["stationary_points"][0]["x_digits"])[0]
    out.append(("schwefel_10", f"\"offset 418.9829\": F*/n = {mp.nstr(f / 10, 19)}"))
    f = evaluate("mgh20_20", t["mgh20_20"]["stationary_points"][0]["x_digits"])[0]
    out.append(("mgh20_20", f"\"F* = 2.48631e-20\" (netlib, gonum): F* = {mp.nstr(f, 17)}"))
    f = evaluate("mgh10", t["mgh10"]["stationary_points"][0]["x_digits"])[0]
    out.append(("mgh10", f"\"F* = 8.794585517053883e+01\" (GSL's test): F* = {mp.nstr(f, 17)}"))
    _, g, h = evaluate("dixon_price_2", [1, "0"])
    f = evaluate("dixon_price_2", t["dixon_price_2"]["stationary_points"][1]["x_digits"])[0]
    out.append(("dixon_price_2", f"\"one global minimiser\": F(1, −√½) = {mp.nstr(f, 3)} as well"))
    x = [mpf("0.114614"), mpf("0.555649"), mpf("0.852547")]
    _, g, _ = evaluate("hartmann_3", x)
    out.append(("hartmann_3", "\"x* = (0.114614, 0.555649, 0.852547)\" printed next to P41 = 0.0381: ‖∇F‖ there = "
                + mp.nstr(mp.sqrt(sum(v * v for v in g)), 4) + "; at the tabulated x* rounded to six digits "
                + mp.nstr(mp.sqrt(sum(v * v for v in evaluate("hartmann_3", [mpf("0.114589"), mpf("0.555649"), mpf("0.852547")])[1])), 4)))
    _, g, _ = evaluate("shekel_5", [4, 4, 4, 4])
    out.append(("shekel_5", f"\"x* = (4, 4, 4, 4)\": ‖∇F‖ there = {mp.nstr(mp.sqrt(sum(v * v for v in g)), 4)}"))
    # Algorithm 566's gradient of the Gulf problem
    x = [50.0, 30.0, 1.5]
    _, g, _ = evaluate("mgh11", x)
    v = mpf(0)
    for i in range(1, 100):
        r = gulf_y(i) - mpf(30)
        a = abs(r)
        e = mp.exp(-a ** mpf("1.5") / 50)
        v += 2 * (e - mpf(i) / 100) * e * mpf("1.5") * a ** mpf("1.5") / 50 / a      # divided by |r|, where r belongs
    out.append(("mgh11", f"Algorithm 566's grdfcn divides by |r| instead of r: ∂F/∂x2(50, 30, 1.5) = {mp.nstr(v, 10)}, "
                         f"right {mp.nstr(g[1], 10)}"))
    _, g, h = evaluate("mgh05", [0, 1])
    out.append(("mgh05", f"F(0, 1) = F(x0) with ∇F(0, 1) = ({mp.nstr(g[0], 3)}, {mp.nstr(g[1], 3)}): a saddle where a test on F − F(x0) "
                         "and ‖∇F‖ alone sees convergence"))
    return out


def main():
    jets.use(60)
    table = {p["id"]: p for p in check_table.records()}
    rows, hidden, unseen = [], 0, []
    for name, change, source, f, at in W:
        p = table[name]
        seen, evidence = examine(p, f)
        for x in at:
            a, b = f(variables(x)).v, evaluate(name, list(x))[0]
            if seen in ([], ["points"]):
                evidence.append(f"F{tuple(x)} = {short(a)}, right {short(b)}")
        if not seen:
            unseen.append((name, change))
            s = p["stationary_points"][0]
            _, g, h = unfold(f(variables(s["x_digits"])), p["dim"])
            step = mp.lu_solve(mp.matrix(h), mp.matrix(g))
            evidence.append(f"no check; the minimiser moves by {mp.nstr(max(abs(v) for v in step), 4)}")
        hidden += bool(seen) and "f0" not in seen
        rows.append((name, change, source, evidence[0] if evidence else "none of the checks", ", ".join(seen)))
        print(name, "|", change, "|", rows[-1][3], "|", rows[-1][4], flush=True)
    out = ["# Wrong versions of the problems, and the number that exposes each", "",
           f"{len(rows)} wrong versions of {len({r[0] for r in rows})} problems, made by `make_alternatives.py`: the right formula with one "
           "change, computed in 60 digits.",
           "*Seen by* names every check against the table that refuses it: `f0` (|ΔF| > 1e-12·max(1, |F|) at x0), `g0` (the same for the "
           "norm of ∇F; *by entries*: an entry is off although the norm hides it), `H0` (spectrum at x0, 1e-12 of its largest "
           "eigenvalue), `f*` and `‖∇F‖ at x*` (at a tabulated stationary point, beyond its double floor), `points` (some point of "
           "problem_points.json: f, g or h off by more than 1e-11 of its largest entry + 4e).",
           f"{hidden} of them have the right F(x0): a test of F(x0) alone would pass them.", "",
           "Where from: *printed* in a paper or its tables, *public code* and *PROBLEMS.md* as PROBLEMS.md reports them (not looked up again); "
           "*memory*: a misprint or another convention known to the writer, not looked up; *slip*: a likely slip of the pen, made up "
           "here.", "",
           "| id | what is changed | from | what exposes it | seen by |", "|---|---|---|---|---|"]
    out += ["| " + " | ".join(c.replace("|", "\\|") for c in (f"`{r[0]}`", *r[1:])) + " |" for r in rows]
    out += ["", "## Quoted values and claims that are wrong", "", "| id | claim and computed number |", "|---|---|"]
    out += [f"| `{n}` | {c} |".replace("|ΔF|", "") for n, c in ((n, c.replace("|r|", "\\|r\\|")) for n, c in claims())]
    with open("alternatives.md", "w") as f:
        f.write("\n".join(out) + "\n")
    print(len(rows), "wrong versions,", hidden, "with the right F(x0); unseen:", unseen)


if __name__ == "__main__":
    main()
