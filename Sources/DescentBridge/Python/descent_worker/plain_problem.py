"""Problems in plain Python: classes with `start` and `loss`."""
import array
import struct


class PlainProblem:
    """A problem of a user's class.

    `start(seed)` returns a list of lists of numbers, or a dict of them by name. `loss(params)` returns the value
    and the gradients, in the same order. A class with an attribute `examples`, their number, has
    `loss(params, indices)` instead: the mean over these examples, or over all if `indices` is None.
    """

    library = ""

    def __init__(self, target, name):
        self.object, self.name = target(), name
        self.examples = getattr(self.object, "examples", None)
        start = self.object.start(0)
        named = start.items() if isinstance(start, dict) else enumerate(start)
        self.tensors = [[str(n), [len(numbers)]] for n, numbers in named]

    def start(self, seed):
        start = self.object.start(seed)
        rows = start.values() if isinstance(start, dict) else start
        return array.array("d", [float(a) for row in rows for a in row]).tobytes()

    def evaluate(self, header, body):
        code = "f" if header.get("precision") == "float32" else "d"
        flat, params, place = array.array(code), [], 0
        flat.frombytes(bytes(body))
        for _, (count,) in self.tensors:
            params.append(flat[place:place + count])
            place += count
        given = () if self.examples is None else (header.get("batch"),)
        value, gradients = self.object.loss(params, *given)
        numbers = array.array(code, [a for row in gradients for a in row])
        if len(numbers) != len(flat):
            raise TypeError("gradients of %d numbers for parameters of %d" % (len(numbers), len(flat)))
        return struct.pack("<d", float(value)) + numbers.tobytes()
