"""Transformations of Optax, compiled once for each layout."""
import pickle

from .failures import Refusal
from .frames import ALL_POINTS, ECHOES, PUTS_BACK
from .hyperparameters import arguments_of, parameters_of
from .instance import Instance, parts


class OptaxInstance(Instance):
    def __init__(self, rule, header, arguments):
        super().__init__(header)
        if self.strided:
            raise Refusal("arrays of jax have no strides")
        jax, self.rule = rule.jax, rule
        self.dtype = rule.numpy.float64 if self.double else rule.numpy.float32
        statics = {p.argument for p in rule.parameters if p.kind in ("flag", "fixed", "choice", "whole")}
        numbers = {p.argument: arguments.get(p.argument, p.default) for p in rule.parameters
                   if p.kind in ("number", "required") and p.place is None}
        self.own_rate = float(numbers.get(rule.rate_argument, 1.0)) if rule.rate_argument else 1.0
        self.numbers = {k: float(v) for k, v in numbers.items() if k not in statics}
        fixed = {k: v for k, v in arguments.items() if k not in self.numbers}
        self.has_rate = rule.rate_argument is not None
        key = (tuple((s, c) for _, s, _, c in self.tensors), self.double, tuple(sorted(fixed.items())))
        if key not in rule.compiled:
            rule.compiled[key] = self.compiled(fixed)
        self.begin, self.advance = rule.compiled[key]
        self.point = [rule.numpy.zeros(s, self.dtype) for _, s, _, _ in self.tensors]
        # Call the constructor once with plain numbers, not tracers, so that it can refuse them.
        rule.target(**{**fixed, **self.numbers})
        self.state = None

    def compiled(self, fixed):
        rule, jax = self.rule, self.rule.jax

        def transformation(numbers):
            return rule.target(**fixed, **numbers)

        def begin(params, numbers):
            return transformation(numbers).init(params)

        def advance(params, state, grads, numbers):
            updates, state = transformation(numbers).update(grads, state, params)
            return rule.optax.apply_updates(params, updates), state

        try:
            make = jax.jit(begin), jax.jit(advance)
            return make
        except Exception:
            return begin, advance

    def rate(self):
        return self.own_rate

    def numbers_at(self, rate):
        if rate is None or not self.has_rate:
            return self.numbers
        return {**self.numbers, self.rule.rate_argument: rate}

    def split(self, body, place):
        numpy, out = self.rule.numpy, []
        flat = numpy.frombuffer(bytes(memoryview(body)[place:place + self.count * self.size]), self.dtype)
        for _, shape, offset, count in self.tensors:
            out.append(numpy.array(flat[offset:offset + count].reshape(shape)))
        return out

    def flat(self, arrays):
        for a in arrays:
            if a.dtype != self.dtype:
                raise TypeError("a parameter is %s after the step, but was %s" % (a.dtype, self.dtype))
        return b"".join(self.rule.numpy.asarray(a).tobytes() for a in arrays)

    def steps(self, steps, flags, rates, start, gradients, mask, body):
        if mask is not None and not all(all(m) for m in mask):
            raise Refusal("optax does not support tensors without a gradient")
        if start is not None:
            self.point = self.split(body, start)
        given, points, row = self.point, [], self.count * self.size
        for i in range(steps):
            if i and flags & PUTS_BACK:
                self.point = given
            try:
                numbers = self.numbers_at(rates[i] if rates else None)
                if self.state is None:
                    self.state = self.begin(self.point, numbers)
                grads = self.split(body, gradients + i * row)
                self.point, self.state = self.advance(self.point, self.state, grads, numbers)
            except Exception as error:
                error.descent_step = i
                raise
            if flags & ALL_POINTS or i == steps - 1:
                points.append(self.flat(self.point))
        echoes = bytes(memoryview(body)[gradients:gradients + steps * row]) if flags & ECHOES else b""
        return parts(b"".join(points), echoes)

    def save(self):
        leaves = self.rule.jax.tree_util.tree_leaves(self.state)
        return pickle.dumps([self.rule.numpy.asarray(leaf) for leaf in leaves]), {}

    def load(self, numbers, content):
        self.point = self.split(numbers, 0)
        fresh = self.begin(self.point, self.numbers)
        tree = self.rule.jax.tree_util
        self.state = tree.tree_unflatten(tree.tree_structure(fresh), pickle.loads(bytes(content)))


class OptaxRule:
    def __init__(self, target, name):
        import jax
        jax.config.update("jax_enable_x64", True)
        import numpy
        import optax
        self.jax, self.optax, self.numpy = jax, optax, numpy
        self.target, self.name, self.refusals = target, name, set()
        self.library = "optax %s, jax %s" % (optax.__version__, jax.__version__)
        self.parameters = parameters_of(target, set())
        rates = [p for p in self.parameters if p.key == "lr"]
        self.rate_argument = rates[0].argument if rates else None
        self.compiled = {}
        self.random = False

    def create(self, header):
        return OptaxInstance(self, header, arguments_of(self.parameters, header["settings"]))

    def capabilities(self, trial):
        return {"rates": self.rate_argument is not None, "mask": False, "save": True,
                "strided": False, "random": False, "exact": False, "compiles": True}
