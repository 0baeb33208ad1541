"""Rules in plain Python: classes with a method `step`, on arrays of numbers."""
import array
import inspect
import pickle
import random

from .failures import Refusal
from .frames import ALL_POINTS, ECHOES, GUARD, PUTS_BACK, REUSES, TRASHES
from .hyperparameters import arguments_of, is_number, parameters_of
from .instance import Instance, parts


class PlainInstance(Instance):
    """An instance of a user's class, where each tensor is a flat array.array of floats.

    The class is `Rule(lr=…)` with `step(params, grads)`, or `Rule(params, lr=…)` with `step(grads)`. The step
    changes the parameters in place, or returns them. The gradient of a tensor without one is None. A step
    with a parameter `closure` is given a function: `closure()` returns the value and the gradients at the
    current parameters, `closure(other)` those at other parameters.
    """

    def __init__(self, rule, header, arguments):
        super().__init__(header)
        if self.strided:
            raise Refusal("arrays of plain Python have no strides")
        self.rule = rule
        self.params = [array.array(self.code, [0.0] * c) for _, _, _, c in self.tensors]
        self.random = random.Random(header.get("seed", 0))
        if rule.takes_params:
            self.object = rule.target(self.params, **arguments)
        else:
            self.object = rule.target(**arguments)
        rate = getattr(self.object, "lr", None)
        self.has_rate = is_number(rate)
        self.own_rate = rate if self.has_rate else arguments.get("lr", 1.0)
        self.rate_is_changed = False

    def rate(self):
        return float(self.own_rate)

    def give(self, numbers):
        for (_, _, offset, count), p in zip(self.tensors, self.params):
            p[:] = numbers[offset:offset + count]

    def point(self):
        out = array.array(self.code)
        for p, (_, _, _, count) in zip(self.params, self.tensors):
            if not isinstance(p, array.array) or p.typecode != self.code:
                raise TypeError("the parameters no longer have the given type")
            if len(p) != count:
                raise TypeError("a parameter of %d numbers has %d" % (count, len(p)))
            out.extend(p)
        return out

    def steps(self, steps, flags, rates, start, gradients, mask, body):
        own = random.getstate()
        random.setstate(self.random.getstate())
        try:
            return self.steps_seeded(steps, flags, rates, start, gradients, mask, body)
        finally:
            self.random.setstate(random.getstate())
            random.setstate(own)

    def steps_seeded(self, steps, flags, rates, start, gradients, mask, body):
        def numbers(place, count):
            out = array.array(self.code)
            out.frombytes(bytes(memoryview(body)[place:place + count * self.size]))
            return out

        given = numbers(start, self.count) if start is not None else None
        if flags & PUTS_BACK and given is None:
            given = self.point()
        if given is not None:
            self.give(given)
        points, echoes, reused = array.array(self.code), array.array(self.code), None
        row = self.count * self.size
        for i in range(steps):
            if i and flags & PUTS_BACK:
                self.give(given)
            flat = numbers(gradients + i * row, self.count)
            grads = [flat[o:o + c] for _, _, o, c in self.tensors]
            if flags & REUSES:
                reused = reused or [array.array(self.code, [0.0] * c) for _, _, _, c in self.tensors]
                for old, new in zip(reused, grads):
                    old[:] = new
                grads = reused
            shown = list(grads)
            if mask is not None:
                shown = [g if m else None for g, m in zip(grads, mask[i])]
            self.set_rate(rates[i] if rates else None)
            try:
                self.take(shown)
            except ArithmeticError:
                # Python raises where IEEE arithmetic gives NaN.
                for p, g in zip(self.params, shown):
                    if g is not None:
                        p[:] = array.array(self.code, [float("nan")] * len(p))
            except Exception as error:
                error.descent_step = i
                raise
            if flags & ALL_POINTS or i == steps - 1:
                points.extend(self.point())
            for g in grads:
                if flags & ECHOES:
                    echoes.extend(g)
                if flags & TRASHES:
                    g[:] = array.array(self.code, [GUARD] * len(g))
        return parts(points, echoes)

    def take(self, grads):
        given = ([] if self.rule.takes_params else [self.params]) + (
            [grads] if self.rule.takes_grads else [])
        more = {"closure": self.closure(grads)} if self.rule.asks else {}
        result = self.object.step(*given, **more)
        if result is not None:
            for i, p in enumerate(result):
                self.params[i] = p if isinstance(p, array.array) else array.array(self.code, p)

    def closure(self, grads):
        """A function for the objective: evaluated by Descent, or else f(p) = g · p with the step's gradient g."""
        fixed = [None if g is None else g[:] for g in grads]

        def evaluate(params=None):
            params = self.params if params is None else params
            if self.asks:
                return self.question(params, [g is not None for g in fixed])
            value = sum(a * b for p, g in zip(params, fixed) if g is not None for a, b in zip(p, g))
            return value, [None if g is None else g[:] for g in fixed]

        return evaluate

    def question(self, params, present):
        flat = array.array(self.code, [a for p in params for a in p])
        value, gradient = self.ask(flat.tobytes())
        numbers = array.array(self.code)
        numbers.frombytes(gradient)
        return value, [numbers[o:o + c] if there else None
                       for (_, _, o, c), there in zip(self.tensors, present)]

    def set_rate(self, rate):
        if rate is None:
            if self.rate_is_changed:
                self.object.lr, self.rate_is_changed = self.own_rate, False
        elif self.has_rate:
            self.object.lr, self.rate_is_changed = rate, True

    def save(self):
        if hasattr(self.object, "state_dict"):
            state = self.object.state_dict()
        else:
            state = {k: v for k, v in vars(self.object).items() if v is not self.params}
        content = pickle.dumps((state, self.random.getstate()))
        names = state if isinstance(state, dict) else {}
        return content, {str(k): len(pickle.dumps(v)) for k, v in names.items()}

    def load(self, numbers, content):
        state, generator = pickle.loads(content)
        own = array.array(self.code)
        own.frombytes(bytes(numbers))
        self.give(own)
        self.random.setstate(generator)
        self.rate_is_changed = self.has_rate
        if hasattr(self.object, "load_state_dict"):
            self.object.load_state_dict(state)
        else:
            self.object.__dict__.update(state)


class PlainRule:
    def __init__(self, target, name):
        self.target, self.name, self.refusals = target, name, set()
        self.takes_params = takes_params(target)
        self.parameters = parameters_of(target, {"params", "parameters", "self"})
        self.asks, self.takes_grads = step_takes(target)

    def create(self, header):
        return PlainInstance(self, header, arguments_of(self.parameters, header["settings"]))

    library = ""

    def capabilities(self, trial):
        return {"rates": trial is None or trial.has_rate, "mask": True, "save": True, "strided": False,
                "random": False, "evaluates": self.asks, "exact": True, "compiles": False}


def step_takes(target):
    """Whether `step` takes a closure, and whether it takes gradients as well."""
    wanted = [p for p in inspect.signature(target.step).parameters.values()
              if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    names = [p.name for p in wanted][1:]
    asks = "closure" in names
    others = len(names) - asks - (0 if takes_params(target) else 1)
    return asks, not asks or others > 0


def takes_params(target):
    """Whether the constructor takes the parameters; then `step` does not."""
    names = list(inspect.signature(target).parameters)
    return bool(names) and names[0] in ("params", "parameters")
