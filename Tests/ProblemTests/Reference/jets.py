"""Second-order forward differentiation, sparse, over numbers of mpmath or over doubles.

A Jet is a value, its first derivatives {i: number} and its second ones {(i, j): number, i <= j}; what is absent is zero.
`use(digits)` makes every constant and function an mpmath number of so many digits, `use(None)` a double. Nothing here is a
difference quotient: derivatives follow from the chain rule alone.
"""
import math
from fractions import Fraction
from types import SimpleNamespace
import mpmath
from mpmath import mp, mpf

B = SimpleNamespace(tag=0)


def use(digits):
    """Selects the arithmetic: mpmath with that many decimal digits, or doubles."""
    if digits is None:
        B.tag = None
        B.num = float
        B.exp, B.log, B.sin, B.cos, B.sqrt, B.atan = math.exp, math.log, math.sin, math.cos, math.sqrt, math.atan
        B.pi = math.pi
        B.sinpi = lambda v: math.sin(math.pi * v)
        B.cospi = lambda v: math.cos(math.pi * v)
        return
    mp.dps = digits
    B.tag = digits
    B.num = lambda r: mpf(r.numerator) / r.denominator if isinstance(r, Fraction) else mpf(r)
    B.exp, B.log, B.sin, B.cos, B.sqrt, B.atan = mp.exp, mp.log, mp.sin, mp.cos, mp.sqrt, mp.atan
    B.pi = +mp.pi
    B.sinpi, B.cospi = mpmath.sinpi, mpmath.cospi


def const(c):
    return B.num(c) if isinstance(c, Fraction) else c


class Jet:
    __slots__ = ("v", "g", "h")

    def __init__(self, v, g=None, h=None):
        self.v, self.g, self.h = v, {} if g is None else g, {} if h is None else h

    def __add__(self, o):
        if not isinstance(o, Jet):
            return Jet(self.v + const(o), self.g, self.h)
        return Jet(self.v + o.v, _sum(self.g, o.g), _sum(self.h, o.h))

    __radd__ = __add__

    def __neg__(self):
        return Jet(-self.v, {i: -d for i, d in self.g.items()}, {k: -d for k, d in self.h.items()})

    def __sub__(self, o):
        return self + (-o)

    def __rsub__(self, o):
        return (-self) + o

    def __mul__(self, o):
        if not isinstance(o, Jet):
            c = const(o)
            return Jet(self.v * c, {i: d * c for i, d in self.g.items()}, {k: d * c for k, d in self.h.items()})
        a, b = self, o
        g = {i: d * b.v for i, d in a.g.items()}
        for i, d in b.g.items():
            g[i] = g[i] + d * a.v if i in g else d * a.v
        h = {k: d * b.v for k, d in a.h.items()}
        for k, d in b.h.items():
            h[k] = h[k] + d * a.v if k in h else d * a.v
        for i, p in a.g.items():
            for j, q in b.g.items():
                k = (i, j) if i <= j else (j, i)
                t = 2 * (p * q) if i == j else p * q
                h[k] = h[k] + t if k in h else t
        return Jet(a.v * b.v, g, h)

    __rmul__ = __mul__

    def __truediv__(self, o):
        if not isinstance(o, Jet):
            c = const(o)
            return Jet(self.v / c, {i: d / c for i, d in self.g.items()}, {k: d / c for k, d in self.h.items()})
        return self * inverse(o)

    def __rtruediv__(self, o):
        return inverse(self) * o

    def __pow__(self, p):
        assert isinstance(p, int) and p >= 2
        return chain(self, self.v ** p, p * self.v ** (p - 1), p * (p - 1) * self.v ** (p - 2))


def _sum(a, b):
    s = dict(a)
    for k, d in b.items():
        s[k] = s[k] + d if k in s else d
    return s


def chain(a, f, f1, f2):
    """f(a), given f, f' and f'' at the value of a."""
    g = {i: f1 * d for i, d in a.g.items()}
    h = {k: f1 * d for k, d in a.h.items()}
    items = sorted(a.g.items())
    for m, (i, p) in enumerate(items):
        t = f2 * p
        for j, q in items[m:]:
            h[i, j] = h[i, j] + t * q if (i, j) in h else t * q
    return Jet(f, g, h)


def inverse(a):
    w = 1 / a.v
    return chain(a, w, -w * w, 2 * w * w * w)


def exp(a):
    if not isinstance(a, Jet):
        return B.exp(const(a))
    e = B.exp(a.v)
    return chain(a, e, e, e)


def log(a):
    if not isinstance(a, Jet):
        return B.log(const(a))
    return chain(a, B.log(a.v), 1 / a.v, -1 / (a.v * a.v))


def sin(a):
    if not isinstance(a, Jet):
        return B.sin(const(a))
    s, c = B.sin(a.v), B.cos(a.v)
    return chain(a, s, c, -s)


def cos(a):
    if not isinstance(a, Jet):
        return B.cos(const(a))
    s, c = B.sin(a.v), B.cos(a.v)
    return chain(a, c, -s, -c)


def sinpi(a):
    s, c = B.sinpi(a.v), B.cospi(a.v)
    return chain(a, s, B.pi * c, -B.pi * B.pi * s)


def cospi(a):
    s, c = B.sinpi(a.v), B.cospi(a.v)
    return chain(a, c, -B.pi * s, -B.pi * B.pi * c)


def sqrt(a):
    if not isinstance(a, Jet):
        return B.sqrt(const(a))
    r = B.sqrt(a.v)
    return chain(a, r, 1 / (2 * r), -1 / (4 * r * a.v))


def atan(a):
    d = 1 / (1 + a.v * a.v)
    return chain(a, B.atan(a.v), d, -2 * a.v * d * d)


def total(terms):
    """The sum of jets and numbers, adding in place."""
    v, g, h = 0, {}, {}
    for t in terms:
        if not isinstance(t, Jet):
            v = v + const(t)
            continue
        v = v + t.v
        for k, d in t.g.items():
            g[k] = g[k] + d if k in g else d
        for k, d in t.h.items():
            h[k] = h[k] + d if k in h else d
    return Jet(v, g, h)


def squares(residuals):
    return total(r * r for r in residuals)


def product(factors):
    p = factors[0]
    for f in factors[1:]:
        p = p * f
    return p


def variables(x):
    """Independent variables at x, whose entries are Fractions, decimal strings, doubles or mpmath numbers."""
    out = []
    for i, v in enumerate(x):
        if isinstance(v, str):
            v = Fraction(v)
        v = B.num(v) if isinstance(v, (Fraction, float, int)) else v
        out.append(Jet(v, {i: 1 if B.tag is None else mpf(1)}))
    return out
