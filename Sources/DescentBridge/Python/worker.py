"""The Python worker of Descent: rules and problems of this interpreter, over frames on pipes.

One file of the standard library; torch, jax and optax are imported only for what is written with them.
The protocol is described in PROTOCOL.md.
"""
import array
import ctypes
import importlib
import importlib.util
import inspect
import io
import json
import os
import pickle
import random
import struct
import sys
import traceback

MAGIC = 0x544E5344
HELLO, CREATE, RUN, SAVE, LOAD, FREE, COPY, EVALUATE, BYE, ERROR = 1, 2, 3, 4, 5, 6, 7, 8, 9, 15
GIVES_X, PUTS_BACK, HAS_MASK, HAS_RATES, ALL_POINTS, REUSES, TRASHES, ECHOES = (
    1, 2, 4, 8, 16, 32, 64, 128)
GUARD = 12345.0
PREFIX = struct.Struct("<IHHIIIIQ")
# What only chooses another way to compute the same thing is held at its default.
WAYS = {"foreach", "fused", "capturable", "differentiable"}
SYNONYMS = {"learning_rate": "lr", "b1": "beta1", "b2": "beta2", "b3": "beta3", "epsilon": "eps"}
SHARES = ("beta", "momentum", "alpha", "rho")


class Refusal(Exception):
    """Settings, a layout or a precision that the rule does not take."""


class NotFound(Exception):
    """A target that there is not."""


class MemoryWritten(Exception):
    """Memory beside strided tensors was written."""


# ---------------------------------------------------------------- frames


class Channel:
    def __init__(self):
        # What anything prints goes to standard error, and nothing but this reads requests.
        self.source = open(os.dup(0), "rb", buffering=1 << 16)
        self.sink = os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        sys.stdout = sys.stderr

    def read(self):
        prefix = self.source.read(32)
        if len(prefix) < 32:
            return None
        magic, version, kind, sequence, instance, header, zero, body = PREFIX.unpack(prefix)
        if magic != MAGIC or version != 1 or zero or header > 1 << 24 or body > 1 << 33:
            self.write(ERROR, sequence, 0, {"type": "FrameError", "message": "this is no frame of protocol 1"})
            os._exit(3)
        text = self.source.read(header) if header else b""
        content = bytearray(body)
        view, place = memoryview(content), 0
        while place < body:
            count = self.source.readinto(view[place:])
            if not count:
                return None
            place += count
        return kind, sequence, instance, json.loads(text) if text.strip() else {}, content

    def write(self, kind, sequence, instance=0, header=None, body=b""):
        text = json.dumps(header).encode() if header is not None else b""
        text += b" " * (-len(text) % 8)
        size = body.nbytes if isinstance(body, memoryview) else len(body)
        head = PREFIX.pack(MAGIC, 1, kind, sequence, instance, len(text), 0, size) + text
        if size <= 1 << 16:
            head, body = head + bytes(body), b""
        for part in (head, body):
            view = memoryview(part).cast("B") if len(part) else memoryview(b"")
            while len(view):
                view = view[os.write(self.sink, view):]


def place_of(error):
    """The innermost frame that is not this file's."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != main.__code__.co_filename]
    if not frames:
        return ""
    last = frames[-1]
    return "%s:%d in %s" % (os.path.basename(last.filename), last.lineno or 0, last.name)


def error_header(error, step=None, refusal=False):
    header = {
        "type": type(error).__name__, "message": " ".join(str(error).split())[:600],
        "where": place_of(error), "refusal": refusal or isinstance(error, Refusal)}
    if step is not None:
        header["step"] = step
    return header


# ---------------------------------------------------------------- hyperparameters


def number_text(value):
    return repr(float(value))


class Parameter:
    """One key: how a text becomes an argument of the constructor."""

    def __init__(self, key, kind, default, argument, place=None, places=None, choices=None):
        self.key, self.kind, self.default = key, kind, default
        self.argument, self.place, self.places, self.choices = argument, place, places, choices

    def described(self):
        default = self.default
        if self.kind == "fixed":
            default = str(default)
        entry = {"key": self.key, "kind": self.kind, "argument": self.argument}
        if self.kind != "required":
            entry["default"] = number_text(default) if self.kind == "number" else default
        if self.kind == "whole":
            entry["default"] = int(default)
        if self.place is not None:
            entry["place"], entry["places"] = self.place, self.places
        if self.choices:
            entry["choices"] = list(self.choices)
        return entry

    def value(self, text):
        lower = text.lower()
        try:
            if self.kind == "number":
                # A whole default stays whole where a whole number is typed.
                value = float(text)
                whole = type(self.default) is int and abs(value) < 2 ** 53 and value == int(value)
                return int(value) if whole else value
            if self.kind == "whole":
                return int(text)
        except (ValueError, OverflowError):
            raise Refusal("%s must be a number, got '%s'" % (self.key, text))
        if self.kind == "flag" or lower in ("true", "false"):
            return lower in ("true", "1", "yes", "on")
        if self.kind == "choice":
            return text
        if lower == "none":
            return None
        for kind in (int, float):
            try:
                return kind(text)
            except ValueError:
                pass
        return text


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def parameters_of(function, skipped):
    """The keys of a constructor, and whether it takes what it does not name."""
    found, required = [], []
    for name, parameter in inspect.signature(function).parameters.items():
        if name in skipped or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        key = SYNONYMS.get(name, name)
        default, text = parameter.default, str(parameter.annotation)
        if default is parameter.empty:
            if "float" in text or key in ("lr",) or parameter.annotation is parameter.empty:
                found.append(Parameter(key, "required", 0.0, name))
            else:
                required.append(name)
        elif name in WAYS:
            found.append(Parameter(key, "fixed", default, name))
        elif isinstance(default, bool):
            found.append(Parameter(key, "flag", default, name))
        elif default is None and "float" in text and key.startswith(SHARES):
            # No memory and none of it are the same; what acts only beside it is asked with some.
            found.append(Parameter(key, "number", 0.0, name))
        elif is_number(default):
            whole = isinstance(default, int) and "float" not in text and (
                "int" in text or (default not in (0, 1) and key != "lr"))
            found.append(Parameter(key, "whole" if whole else "number", default, name))
        elif isinstance(default, (tuple, list)) and default and all(map(is_number, default)):
            stem = name[:-1] if name.endswith("s") else name
            for place, value in enumerate(default):
                found.append(Parameter(
                    "%s%d" % (stem, place + 1), "number", value, name, place, len(default)))
        elif isinstance(default, str) and "Literal[" in text:
            choices = [c.strip().strip("'\"") for c in text.split("Literal[", 1)[1].split("]")[0].split(",")]
            kind = "choice" if default in choices else "fixed"
            found.append(Parameter(key, kind, default, name, choices=choices))
        elif callable(default):
            continue
        else:
            found.append(Parameter(key, "fixed", default, name))
    if required:
        raise NotFound("its constructor needs '%s', which has no default and is no number" % required[0])
    return found


def arguments_of(parameters, settings):
    """The arguments of the constructor for settings that are texts."""
    arguments, known = {}, {p.key: p for p in parameters}
    for key, text in settings.items():
        parameter = known.get(key)
        if parameter is None:
            raise Refusal("it has no '%s'; its keys: %s" % (key, ", ".join(known)))
        value = parameter.value(text)
        if parameter.place is None:
            arguments[parameter.argument] = value
        else:
            whole = arguments.setdefault(
                parameter.argument,
                [p.default for p in parameters if p.argument == parameter.argument])
            whole[parameter.place] = value
    for parameter in parameters:
        if parameter.kind == "required" and parameter.argument not in arguments:
            raise Refusal("%s has no default: type it, as in %s=0.1" % (parameter.key, parameter.key))
    return {k: tuple(v) if isinstance(v, list) else v for k, v in arguments.items()}


# ---------------------------------------------------------------- one run


class Instance:
    """What every kind of rule shares: the layout, the sections of a request."""

    def __init__(self, header):
        self.double = header["precision"] == "float64"
        self.size = 8 if self.double else 4
        self.code = "d" if self.double else "f"
        self.tensors, offset = [], 0
        for name, shape in header["tensors"]:
            count = 1
            for extent in shape:
                count *= extent
            self.tensors.append((name, tuple(shape), offset, count))
            offset += count
        self.count = offset
        self.strided = header.get("memory") == "strided"
        self.step_number = 0

    def run(self, body):
        steps, flags, tensors, zero = struct.unpack_from("<IIII", body, 0)
        if steps < 1 or zero or tensors != len(self.tensors):
            raise FrameError("a request of %d steps on %d tensors" % (steps, tensors))
        place = 16
        rates = start = mask = None
        if flags & HAS_RATES:
            rates = struct.unpack_from("<%dd" % steps, body, place)
            place += 8 * steps
        if flags & GIVES_X:
            start = place
            place += self.count * self.size
            place += -place % 8
        gradients = place
        place += steps * self.count * self.size
        if flags & HAS_MASK:
            place += -place % 8
            mask = [body[place + i * tensors:place + (i + 1) * tensors] for i in range(steps)]
            place += steps * tensors
        if place != len(body):
            raise FrameError("a body of %d bytes, and %d were to come" % (len(body), place))
        return self.steps(steps, flags, rates, start, gradients, mask, body)


class FrameError(Exception):
    pass


# ---------------------------------------------------------------- plain classes


class PlainInstance(Instance):
    """A class of one's own: tensors are flat lists of numbers of one type (array.array).

    `Rule(lr=…)` with `step(params, grads)`, or `Rule(params, lr=…)` with `step(grads)`. Parameters are
    changed in place, or returned. A tensor without a gradient has None in the place of one.
    """

    def __init__(self, rule, header, arguments):
        super().__init__(header)
        if self.strided:
            raise Refusal("numbers of plain Python have no strides")
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
                raise TypeError("the parameters are no longer numbers of the type that was given")
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
                # Where Python raises, IEEE arithmetic has NaN.
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
        if self.rule.takes_params:
            result = self.object.step(grads)
        else:
            result = self.object.step(self.params, grads)
        if result is not None:
            for i, p in enumerate(result):
                self.params[i] = p if isinstance(p, array.array) else array.array(self.code, p)

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
        self.target, self.name = target, name
        names = list(inspect.signature(target).parameters)
        self.takes_params = bool(names) and names[0] in ("params", "parameters")
        self.parameters = parameters_of(target, {"params", "parameters", "self"})

    def create(self, header):
        return PlainInstance(self, header, arguments_of(self.parameters, header["settings"]))

    library = ""

    def capabilities(self, trial):
        return {"rates": trial.has_rate, "mask": True, "save": True, "strided": False,
                "random": False, "exact": True, "compiles": False}


# ---------------------------------------------------------------- torch


class TorchInstance(Instance):
    def __init__(self, rule, header, arguments):
        super().__init__(header)
        torch = self.torch = rule.torch
        self.rule = rule
        self.dtype = torch.float64 if self.double else torch.float32
        self.bases, self.grad_bases, self.params = [], [], []
        for _, shape, _, count in self.tensors:
            if self.strided:
                base, view = self.scattered(shape, count, 2)
                self.bases.append(base)
            else:
                view = torch.zeros(shape, dtype=self.dtype)
            self.params.append(torch.nn.Parameter(view))
        self.names = [name for name, _, _, _ in self.tensors]
        if rule.random is not False:
            self.outer = torch.get_rng_state()
            torch.manual_seed(header.get("seed", 0))
            random.seed(header.get("seed", 0))
        self.object = rule.target(self.params, **arguments)
        if rule.random is not False:
            self.generators = (torch.get_rng_state(), random.getstate())
        self.groups = self.object.param_groups
        rate = self.groups[0].get("lr") if self.groups else None
        self.has_rate = is_number(rate)
        self.own_rate = rate if self.has_rate else arguments.get("lr", 1.0)
        self.rate_is_changed = False

    def rate(self):
        return float(self.own_rate) if is_number(self.own_rate) else 1.0

    def scattered(self, shape, count, stride):
        """Memory with guards, and a view of it: every extent has strides, the last one `stride`."""
        base = self.torch.full((stride * count + stride + 1,), GUARD, dtype=self.dtype)
        strides, step = [], stride
        for extent in reversed(shape):
            strides.insert(0, step)
            step *= extent
        return base, base.as_strided(shape, strides, 1)

    def check_guards(self):
        for (name, _, _, count), base in zip(self.tensors, self.bases):
            beside = self.torch.ones_like(base, dtype=self.torch.bool)
            beside[1:1 + 2 * count:2] = False
            wrong = (base != GUARD) & beside
            if bool(wrong.any()):
                place = int(wrong.nonzero()[0])
                raise MemoryWritten(
                    "memory beside the strided parameter '%s' was written: place %d is %r" % (
                        name, place, float(base[place])))

    def split(self, row):
        if len(self.tensors) == 1:
            return [row.view(self.tensors[0][1])]
        return [p.view(s) for p, (_, s, _, _) in zip(
            row.split([c for _, _, _, c in self.tensors]), self.tensors)]

    def give(self, views):
        for p, v in zip(self.params, views):
            p.data.copy_(v)

    def write_point(self, views):
        for p, to in zip(self.params, views):
            data = p.data
            if data.dtype is not self.dtype or data.shape != to.shape:
                raise TypeError("a parameter is %s of %s after the step, and was %s of %s" % (
                    data.dtype, tuple(data.shape), self.dtype, tuple(to.shape)))
            to.copy_(data)

    def steps(self, steps, flags, rates, start, gradients, mask, body):
        if self.rule.random is False:
            return self.steps_seeded(steps, flags, rates, start, gradients, mask, body)
        torch = self.torch
        own = (torch.get_rng_state(), random.getstate())
        torch.set_rng_state(self.generators[0])
        random.setstate(self.generators[1])
        try:
            return self.steps_seeded(steps, flags, rates, start, gradients, mask, body)
        finally:
            if self.rule.random is None and not torch.equal(torch.get_rng_state(), self.generators[0]):
                self.rule.touched = True
            self.generators = (torch.get_rng_state(), random.getstate())
            torch.set_rng_state(own[0])
            random.setstate(own[1])

    def rows(self, matrix, steps):
        """For each step the views of the tensors in its row; made at once, because each one costs."""
        if not self.tensors:
            return [()] * steps
        if len(self.tensors) == 1:
            return [(v,) for v in matrix.view((steps,) + self.tensors[0][1]).unbind(0)]
        return list(zip(*(
            matrix.narrow(1, o, c).view((steps,) + s).unbind(0) for _, s, o, c in self.tensors)))

    def steps_seeded(self, steps, flags, rates, start, gradients, mask, body):
        torch, n = self.torch, self.count
        everything = torch.frombuffer(body, dtype=torch.uint8)

        def section(place, count):
            if not count:
                return torch.zeros(0, dtype=self.dtype)
            return everything[place:place + count * self.size].view(self.dtype)

        given = None
        if start is not None:
            given = self.split(section(start, n))
        elif flags & PUTS_BACK:
            given = [p.detach().clone() for p in self.params]
        if given is not None:
            self.give(given)
        all_gradients = section(gradients, steps * n).view(steps, n)
        all_points, count = flags & ALL_POINTS, steps if flags & ALL_POINTS else 1
        points = torch.empty((count, n), dtype=self.dtype)
        given_rows, point_rows = self.rows(all_gradients, steps), self.rows(points, count)
        reused = strided = None
        if flags & REUSES:
            reused = self.rows(torch.empty((1, n), dtype=self.dtype), 1)[0]
        if self.strided:
            strided = [self.scattered(s, c, 3)[1] for _, s, _, c in self.tensors]
        params, step, last = self.params, self.object.step, steps - 1
        puts_back = flags & PUTS_BACK and given
        try:
            for i in range(steps):
                if puts_back and i:
                    self.give(given)
                grads = given_rows[i]
                shared = reused or strided
                if shared is not None:
                    for to, g in zip(shared, grads):
                        to.copy_(g)
                    grads = shared
                if mask is not None:
                    grads = [g if m else None for g, m in zip(grads, mask[i])]
                for p, g in zip(params, grads):
                    p.grad = g
                if rates is not None:
                    self.set_rate(rates[i])
                elif self.rate_is_changed:
                    self.set_rate(None)
                if self.rule.asks:
                    step(self.closure(grads))
                else:
                    step()
                if all_points or i == last:
                    self.write_point(point_rows[i if all_points else 0])
                if reused is not None:
                    for to, g in zip(reused, given_rows[i]):
                        if flags & ECHOES:
                            g.copy_(to)
                        if flags & TRASHES:
                            to.fill_(GUARD)
        except Exception as error:
            error.descent_step = i
            if self.strided and any(w in str(error) for w in ("contiguous", "view size", "stride")):
                raise Refusal("it takes no strided tensors: %s" % error)
            raise
        finally:
            for p in params:
                p.grad = None
        if self.strided:
            self.check_guards()
        return parts(raw(points), raw(all_gradients) if flags & ECHOES else b"")

    def closure(self, grads):
        """f(p) = g · p of the step's gradient."""
        fixed = [g if g is None else g.clone() for g in grads]

        def evaluate(*_):
            value = self.torch.zeros((), dtype=self.dtype)
            for p, g in zip(self.params, fixed):
                p.grad = None if g is None else g.clone()
                if g is not None:
                    value = value + (g * p.detach()).sum()
            return value

        return evaluate

    def set_rate(self, rate):
        if not self.has_rate:
            return
        value = self.own_rate if rate is None else rate
        for group in self.object.param_groups:
            group["lr"] = value
        self.rate_is_changed = rate is not None

    def save(self):
        content, state = io.BytesIO(), self.object.state_dict()
        generators = self.generators if self.rule.random is not False else None
        self.torch.save((state, generators), content)
        sizes = {}
        for values in state.get("state", {}).values():
            for key, value in (values.items() if isinstance(values, dict) else ()):
                size = value.numel() * value.element_size() if self.torch.is_tensor(value) else 8
                sizes[str(key)] = sizes.get(str(key), 0) + size
        return content.getvalue(), sizes

    def load(self, numbers, content):
        if len(numbers):
            own = self.torch.frombuffer(bytearray(numbers), dtype=self.dtype)
            self.give(self.split(own))
        state, generators = self.torch.load(io.BytesIO(bytes(content)), weights_only=False)
        self.object.load_state_dict(state)
        # What was saved has the rate of its last step.
        self.rate_is_changed = True
        if generators is not None:
            self.generators = generators


class TorchRule:
    def __init__(self, target, name):
        import torch
        torch.set_num_threads(1)
        self.torch, self.target, self.name = torch, target, name
        self.library = "torch " + torch.__version__
        module = target.__module__.split(".")[0]
        if module != "torch":
            version = getattr(sys.modules.get(module), "__version__", None)
            if version:
                self.library = "%s %s, %s" % (module, version, self.library)
        self.parameters = parameters_of(target, {"params", "self"})
        closure = inspect.signature(target.step).parameters.get("closure")
        self.asks = closure is not None and closure.default is closure.empty
        # Until a trial has told: None.
        self.random, self.touched = None, False

    def create(self, header):
        return TorchInstance(self, header, arguments_of(self.parameters, header["settings"]))

    def capabilities(self, trial):
        rates = trial.has_rate if trial else True
        return {"rates": rates, "mask": True, "save": True, "strided": True,
                "random": bool(self.random), "exact": True, "compiles": False}


def raw(tensor):
    """The bytes of a tensor; numpy is not needed."""
    if tensor.numel() == 0:
        return b""
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())


def parts(points, echoes):
    points, echoes = bytes(points), bytes(echoes)
    if not echoes:
        return points
    return points + b"\0" * (-len(points) % 8) + echoes


# ---------------------------------------------------------------- targets


def loaded(path):
    """The module of a file, whose own folder comes first on its path."""
    if not os.path.isfile(path):
        raise NotFound("there is no file '%s'" % path)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def imported(target):
    """The object that a target names, and its name."""
    path, colon, name = target.rpartition(":")
    if colon and path.endswith(".py"):
        module = loaded(path)
        if not hasattr(module, name):
            names = [n for n, v in vars(module).items()
                     if inspect.isclass(v) and v.__module__ == module.__name__]
            raise NotFound("%s has no '%s'; its classes: %s" % (path, name, ", ".join(names) or "none"))
        return getattr(module, name)
    if target.endswith(".py"):
        raise NotFound("'%s' is a file: say which class, as in %s:MyRule" % (target, target))
    module_name, _, name = target.rpartition(".")
    if not module_name:
        raise NotFound("'%s' is no package.module.Name and no file.py:Name" % target)
    sys.path.insert(0, os.getcwd())
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and (module_name + ".").startswith(error.name + "."):
            raise NotFound("the package '%s' is not installed" % error.name)
        raise
    finally:
        sys.path.pop(0)
    if not hasattr(module, name):
        raise NotFound("%s has no '%s'" % (module_name, name))
    return getattr(module, name)


def targets_of(package):
    """The optimizers of a package or a file, by the names that its users write."""
    if package.endswith(".py"):
        module, start = loaded(package), package + ":"
    else:
        sys.path.insert(0, os.getcwd())
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError as error:
            if error.name and (package + ".").startswith(error.name + "."):
                raise NotFound("the package '%s' is not installed" % error.name)
            raise
        finally:
            sys.path.pop(0)
        start = package + "."
    torch, found = sys.modules.get("torch"), []
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_"):
            continue
        if inspect.isclass(thing):
            if torch is not None and issubclass(thing, torch.optim.Optimizer):
                if thing.step is not torch.optim.Optimizer.step:
                    found.append(start + name)
            elif "step" in vars(thing) and thing.__module__ == module.__name__:
                found.append(start + name)
        elif inspect.isfunction(thing) and "optax" in sys.modules:
            parameters = inspect.signature(thing).parameters
            if "GradientTransformation" in str(inspect.signature(thing).return_annotation) and (
                    "learning_rate" in parameters):
                found.append(start + name)
    return found


def rule_of(target):
    thing = imported(target)
    torch = sys.modules.get("torch")
    if inspect.isclass(thing) and torch is not None and issubclass(thing, torch.optim.Optimizer):
        return TorchRule(thing, target)
    if inspect.isclass(thing) and callable(getattr(thing, "step", None)):
        return PlainRule(thing, target)
    if inspect.isclass(thing):
        raise NotFound("the class '%s' is no optimizer: it has no method 'step'" % target)
    if inspect.isfunction(thing) and torch is not None and not any(
            p.default is p.empty for p in inspect.signature(thing).parameters.values()):
        made = thing()
        if isinstance(made, tuple) and len(made) in (2, 3) and isinstance(made[0], torch.nn.Module):
            return TorchProblem(thing, target, made)
    if inspect.isfunction(thing) and "optax" in sys.modules:
        return OptaxRule(thing, target)
    raise NotFound("'%s' is neither a class nor a function that makes an optimizer" % target)


# ---------------------------------------------------------------- optax


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
        # What the constructor refuses it refuses here, with numbers that are numbers.
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
                raise TypeError("a parameter is %s after the step, and was %s" % (a.dtype, self.dtype))
        return b"".join(self.rule.numpy.asarray(a).tobytes() for a in arrays)

    def steps(self, steps, flags, rates, start, gradients, mask, body):
        if mask is not None and not all(all(m) for m in mask):
            raise Refusal("optax has no such thing as a tensor without a gradient")
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
        self.target, self.name = target, name
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


# ---------------------------------------------------------------- problems


class TorchProblem:
    """A function that returns `(module, loss)`, or `(module, loss, examples)` where steps see a part.

    `loss(module)` is a tensor of one number; with a number of examples it is `loss(module, indices)`, the
    mean over them, and `indices` is None for all. For double precision the function is called with
    torch's default type set to it, so that what it makes of plain numbers is double, too.
    """

    def __init__(self, target, name, made):
        import torch
        torch.set_num_threads(1)
        self.torch, self.target, self.name, self.models = torch, target, name, {}
        self.tensors = [[n, list(p.shape)] for n, p in made[0].named_parameters()]
        self.examples = int(made[2]) if len(made) > 2 else None
        self.library = "torch " + torch.__version__
        if not self.tensors:
            raise NotFound("the module of '%s' has no parameters" % name)

    def made(self, dtype, seed):
        usual = self.torch.get_default_dtype()
        self.torch.set_default_dtype(dtype)
        try:
            self.torch.manual_seed(seed)
            made = self.target()
            return made[0].to(dtype), made[1]
        finally:
            self.torch.set_default_dtype(usual)

    def start(self, seed):
        module, _ = self.made(self.torch.float64, seed)
        flat = [p.detach().reshape(-1) for p in module.parameters()]
        return raw(self.torch.cat(flat).double())

    def evaluate(self, header, body):
        torch = self.torch
        dtype = torch.float32 if header.get("precision") == "float32" else torch.float64
        if dtype not in self.models:
            self.models[dtype] = self.made(dtype, 0)
        module, loss = self.models[dtype]
        point, place = torch.frombuffer(body, dtype=dtype), 0
        for p in module.parameters():
            p.data.copy_(point[place:place + p.numel()].view(p.shape))
            p.grad = None
            place += p.numel()
        usual = torch.get_default_dtype()
        torch.set_default_dtype(dtype)
        try:
            if self.examples is None:
                value = loss(module)
            else:
                batch = header.get("batch")
                value = loss(module, None if batch is None else torch.tensor(batch, dtype=torch.long))
            value.backward()
        finally:
            torch.set_default_dtype(usual)
        grads = [torch.zeros(p.numel(), dtype=dtype) if p.grad is None else p.grad.reshape(-1)
                 for p in module.parameters()]
        return struct.pack("<d", float(value.detach())) + raw(torch.cat(grads))


# ---------------------------------------------------------------- the conversation


def hello(header):
    if 1 not in header.get("protocol", []):
        raise NotFound("this worker speaks protocol 1")
    process = os.getpid()
    # Run as a program, the worker is told its target as an argument: for authors of adapters.
    target = header["target"] or " ".join(sys.argv[1:])
    rule = rule_of(target)
    if os.getpid() != process:
        os._exit(0)
    if isinstance(rule, TorchProblem):
        return rule, {
            "protocol": 1, "name": rule.name, "kind": "problem", "library": rule.library,
            "python": "%d.%d.%d" % sys.version_info[:3], "tensors": rule.tensors,
            **({} if rule.examples is None else {"examples": rule.examples})}
    trial = None
    settings = {p.key: "0.1" for p in rule.parameters if p.kind == "required"}
    for shape in ([2], [2, 2]):
        try:
            count = shape[0] * (shape[-1] if len(shape) > 1 else 1)
            trial = rule.create({"precision": "float64", "tensors": [["t", shape]],
                                 "settings": settings, "seed": 0})
            body = struct.pack("<IIII", 3, GIVES_X, 1, 0) + struct.pack(
                "<%dd" % (4 * count), *[0.5 + 0.25 * i for i in range(4 * count)])
            trial.run(bytearray(body))
            break
        except Exception:
            continue
    if isinstance(rule, TorchRule):
        rule.random = rule.touched
    return rule, {
        "protocol": 1, "name": rule.name, "kind": "optimizer", "library": rule.library,
        "python": "%d.%d.%d" % sys.version_info[:3],
        "hyperparameters": [p.described() for p in rule.parameters],
        "precisions": ["float64", "float32"], "capabilities": rule.capabilities(trial)}


CONSTRUCTION = (ValueError, TypeError, NotImplementedError, AssertionError, RuntimeError)


def main():
    channel = Channel()
    rule, instances, number = None, {}, 0
    while True:
        request = channel.read()
        if request is None:
            os._exit(0)
        kind, sequence, instance, header, body = request
        try:
            if kind == HELLO and header.get("list"):
                channel.write(HELLO, sequence, 0, {"protocol": 1, "targets": targets_of(header["target"])})
            elif kind == HELLO:
                rule, answer = hello(header)
                channel.write(HELLO, sequence, 0, answer)
            elif kind == CREATE:
                try:
                    made = rule.create(header)
                except CONSTRUCTION as error:
                    channel.write(ERROR, sequence, 0, error_header(error, refusal=True))
                    continue
                number += 1
                instances[number] = made
                channel.write(CREATE, sequence, number, {"rate": made.rate()})
            elif kind == RUN:
                channel.write(RUN, sequence, instance, None, instances[instance].run(body))
            elif kind == SAVE:
                content, sizes = instances[instance].save()
                channel.write(SAVE, sequence, instance, {"state": sizes}, content)
            elif kind == LOAD:
                own = instances[instance]
                end = own.count * own.size
                own.load(body[:end], body[end + (-end % 8):])
                channel.write(LOAD, sequence, instance, {})
            elif kind == EVALUATE and "start" in header:
                channel.write(EVALUATE, sequence, 0, None, rule.start(header["start"]))
            elif kind == EVALUATE:
                channel.write(EVALUATE, sequence, 0, None, rule.evaluate(header, body))
            elif kind == FREE:
                instances.pop(instance, None)
            elif kind == BYE:
                os._exit(0)
            else:
                raise NotFound("a request of the kind %d" % kind)
        except FrameError as error:
            channel.write(ERROR, sequence, 0, error_header(error))
            os._exit(3)
        except Exception as error:
            channel.write(ERROR, sequence, instance, error_header(
                error, getattr(error, "descent_step", None)))


main()
