"""The base class of the instances of every kind of rule."""
import struct

from .failures import FrameError
from .frames import GIVES_X, HAS_MASK, HAS_RATES


class Instance:
    """The layout of the tensors, and the sections of a RUN request."""

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
        # Whether the rule evaluates the objective and, during a run, the function for it: `ask(bytes)`
        # returns the value at a point and the gradient's bytes.
        self.asks = header.get("objective") == "asked"
        self.ask = None
        self.has_run = False

    def run(self, body, ask=None):
        self.ask = ask
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
            raise FrameError("a body of %d bytes instead of %d" % (len(body), place))
        return self.steps(steps, flags, rates, start, gradients, mask, body)


def parts(points, echoes):
    points, echoes = bytes(points), bytes(echoes)
    if not echoes:
        return points
    return points + b"\0" * (-len(points) % 8) + echoes
