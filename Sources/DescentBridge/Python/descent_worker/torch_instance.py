"""An instance of a PyTorch optimizer, with its own tensors."""
import ctypes
import io
import random

from .failures import MemoryWritten, Refusal
from .frames import ALL_POINTS, CLOSES, ECHOES, GUARD, PUTS_BACK, RAISES_VALUE, REUSES, TRASHES
from .hyperparameters import is_number
from .instance import Instance, parts

# Options that are halved from one parameter group to the next, as the rate is.
HALVED = ("weight_decay", "momentum")
# Gradients of up to this many bytes per step are copied to aligned memory; copying larger ones costs too
# much.
ALIGNED = 1 << 16


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
        self.arguments, self.seed = arguments, header.get("seed", 0)
        self.grouped = bool(header.get("groups"))
        self.keys = {p.key for p in rule.parameters if p.kind == "number"}
        self.make()
        # The constructor may copy the parameters into the state; then the optimizer is made again once they
        # are known.
        self.keeps_start = len(self.object.state) > 0
        rate = self.groups[0].get("lr") if self.groups else None
        self.has_rate = is_number(rate)
        self.own_rate = rate if self.has_rate else arguments.get("lr", 1.0)
        self.rate_is_changed = False

    def make(self):
        """Makes the optimizer on the parameters as they are now."""
        rule, torch = self.rule, self.torch
        if rule.random is not False:
            torch.manual_seed(self.seed)
            random.seed(self.seed)
        params = [{"params": [p]} for p in self.params] if self.grouped and self.params else self.params
        self.object = rule.target(params, **self.arguments)
        self.groups = self.object.param_groups
        own = self.groups[0] if self.groups else {}
        self.group_options = [key for key in HALVED if is_number(own.get(key)) and key in self.keys]
        if self.grouped:
            for place, group in enumerate(self.groups):
                group.update({key: group[key] * 0.5 ** place for key in self.group_options})
        # Some rules document that `train()` must be called before steps.
        self.trains = callable(getattr(self.object, "train", None))
        if self.trains:
            self.object.train()
        if rule.random is not False:
            self.generators = (torch.get_rng_state(), random.getstate())

    def rate(self):
        return float(self.own_rate) if is_number(self.own_rate) else 1.0

    def scattered(self, shape, count, stride):
        """Memory filled with guards, and a strided view of it, whose last dimension has the stride `stride`."""
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
                raise TypeError("a parameter is %s of %s after the step, but was %s of %s" % (
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
        """For each step, the views of the tensors in its row, all made together because single views are slow."""
        if not self.tensors:
            return [()] * steps
        if len(self.tensors) == 1:
            return [(v,) for v in matrix.view((steps,) + self.tensors[0][1]).unbind(0)]
        return list(zip(*(
            matrix.narrow(1, o, c).view((steps,) + s).unbind(0) for _, s, o, c in self.tensors)))

    def aligned(self, steps):
        """For each tensor, memory for its gradients of all steps, each at a multiple of 64 bytes.

        The alignment is fixed because it can change the rounding of sums.
        """
        columns = []
        for _, shape, _, count in self.tensors:
            room = -(-count // 16) * 16
            base, strides, size = self.torch.empty(steps * room, dtype=self.dtype), [], 1
            for extent in reversed(shape):
                strides.insert(0, size)
                size *= max(extent, 1)
            columns.append(base.as_strided((steps,) + shape, [room] + strides))
        return columns

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
            if self.keeps_start and not self.has_run:
                self.make()
        all_gradients = section(gradients, steps * n).view(steps, n)
        all_points, count = flags & ALL_POINTS, steps if flags & ALL_POINTS else 1
        points = torch.empty((count, n), dtype=self.dtype)
        given_rows, point_rows = self.rows(all_gradients, steps), self.rows(points, count)
        own_rows = given_rows
        if n * self.size <= ALIGNED:
            columns = self.aligned(steps)
            for column, (_, shape, offset, size) in zip(columns, self.tensors):
                column.copy_(all_gradients.narrow(1, offset, size).view((steps,) + shape))
            own_rows = list(zip(*(column.unbind(0) for column in columns))) if columns else given_rows
        reused = strided = None
        if flags & REUSES:
            reused = [column[0] for column in self.aligned(1)]
        if self.strided:
            strided = [self.scattered(s, c, 3)[1] for _, s, _, c in self.tensors]
        params, step, last, closes = self.params, self.object.step, steps - 1, flags & CLOSES
        puts_back = flags & PUTS_BACK and given
        try:
            for i in range(steps):
                if puts_back and i:
                    self.give(given)
                grads = own_rows[i]
                shared = reused or strided
                if shared is not None:
                    for to, g in zip(shared, grads):
                        to.copy_(g)
                    grads = shared
                if mask is not None:
                    grads = [g if m else None for g, m in zip(grads, mask[i])]
                for p, g in zip(params, grads):
                    p.grad = None if closes else g
                if rates is not None:
                    self.set_rate(rates[i])
                elif self.rate_is_changed:
                    self.set_rate(None)
                if self.rule.asks or closes:
                    step(self.closure(grads, 1.0 if flags & RAISES_VALUE else 0.0))
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
            if self.overflows(section(gradients, steps * n)):
                raise Refusal("its parameters were no longer finite when it raised %s: %s" % (
                    type(error).__name__, error)) from error
            if self.strided and any(w in str(error) for w in ("contiguous", "view size", "stride")):
                raise Refusal("it takes no strided tensors: %s" % error)
            raise
        finally:
            for p in params:
                p.grad = None
        if flags & ECHOES and own_rows is not given_rows and reused is None:
            for column, (_, shape, offset, size) in zip(columns, self.tensors):
                all_gradients.narrow(1, offset, size).view((steps,) + shape).copy_(column)
        if self.strided:
            self.check_guards()
        return parts(raw(points), raw(all_gradients) if flags & ECHOES else b"")

    def overflows(self, gradients):
        """Whether parameters are not finite, although all gradients are: what raises then is the overflow."""
        finite = self.torch.isfinite
        return bool(finite(gradients).all()) and not all(bool(finite(p).all()) for p in self.params)

    def closure(self, grads, value=0.0):
        """A closure for the objective: evaluated by Descent, or else f(p) = g · p + value with the step's
        gradient g."""
        if self.asks:
            return self.question([g is not None for g in grads])
        fixed = [g if g is None else g.clone() for g in grads]

        def evaluate(*_):
            loss = self.torch.full((), value, dtype=self.dtype)
            for p, g in zip(self.params, fixed):
                p.grad = None if g is None else g.clone()
                if g is not None:
                    loss = loss + (g * p.detach()).sum()
            return loss

        return evaluate

    def question(self, present):
        torch = self.torch

        def evaluate(*_):
            with torch.no_grad():
                flat = torch.cat([torch.zeros(0, dtype=self.dtype)] + [p.detach().reshape(-1) for p in self.params])
            value, gradient = self.ask(raw(flat))
            # torch cannot make a tensor from an empty buffer.
            given = torch.frombuffer(gradient, dtype=self.dtype) if self.count else flat
            pieces = self.split(given)
            for p, g, there in zip(self.params, pieces, present):
                p.grad = g if there else None
            return torch.tensor(value, dtype=self.dtype)

        return evaluate

    def set_rate(self, rate):
        if not self.has_rate:
            return
        value = self.own_rate if rate is None else rate
        for group in self.object.param_groups:
            group["lr"] = value
            if self.grouped:
                value *= 0.5
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
        self.keeps_start = False
        # The loaded state has the rate of its last step.
        self.rate_is_changed = True
        if generators is not None:
            self.generators = generators


def raw(tensor):
    """The bytes of a tensor; numpy is not needed."""
    if tensor.numel() == 0:
        return b""
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())
