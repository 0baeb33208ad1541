"""Independent check values for NetworkProblems, written to reference.json beside this file.

Nothing here is shared with the Swift sources: random numbers, division of the data, start, loss and
gradient are written again from their documentation, with NumPy in double precision; the gradient is
PyTorch's automatic one, and so is the Hessian. Minima are found by SciPy's L-BFGS-B from the starts of
seeds 0, 1, …, the lowest is finished by Newton's method and written beside the data sets.

Needs numpy, scipy and torch. Usage: python3 make_reference.py
"""
import json
import math
import pathlib

import numpy as np
import torch
from scipy.optimize import minimize

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[2] / "Problems" / "Classification" / "Data"
MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def split(seed, stream):
    return mix((mix(seed ^ 0x6A09E667F3BCC909) + mix((stream + 1) & MASK)) & MASK)


def bits(seed, k):
    return mix((seed + (k + 1) * 0x9E3779B97F4A7C15) & MASK)


def uniform(seed, k):
    return (bits(seed, k) >> 11) * 2.0**-53


def normal(seed, k):
    even = k & ~1
    radius = math.sqrt(-2 * math.log(((bits(seed, even) >> 12) + 0.5) * 2.0**-52))
    angle = 2 * math.pi * uniform(seed, even + 1)
    return radius * (math.sin(angle) if k & 1 else math.cos(angle))


def load(name):
    table = np.loadtxt(DATA / {"digits": "digits.csv", "iris": "iris_x10.csv"}[name], delimiter=",")
    x, y = table[:, :-1], table[:, -1].astype(int)
    if name == "digits":
        return x / 16, y
    x = x / 10
    return (x - x.mean(0)) / x.std(0), y


def divide(y, fraction):
    held = np.zeros(len(y), bool)
    for label in range(y.max() + 1):
        members = np.flatnonzero(y == label)
        for j, member in enumerate(members):
            held[member] = math.floor(fraction * (j + 1) + 0.5) > math.floor(fraction * j + 0.5)
    return np.flatnonzero(~held), np.flatnonzero(held)


class Network:
    def __init__(self, data, hidden, activation, ridge, test):
        x, y = load(data)
        train, held = divide(y, test)
        self.x, self.y = torch.tensor(x[train]), torch.tensor(y[train])
        self.held = torch.tensor(x[held]), torch.tensor(y[held])
        self.widths = [x.shape[1], *hidden, int(y.max()) + 1]
        self.activation, self.ridge = activation, ridge

    def start(self, seed):
        seed, values = split(seed, 1), []
        for a, b in zip(self.widths, self.widths[1:]):
            bound = math.sqrt(6 / (a + b))
            for _ in range(a * b):
                k = len(values)
                if self.activation == "tanh":
                    values.append((2 * uniform(seed, k) - 1) * bound)
                else:
                    values.append(math.sqrt(2 / a) * normal(seed, k))
            values += [0.0] * b
        return np.array(values)

    def scores(self, p, x):
        offset, penalty = 0, 0
        for layer, (a, b) in enumerate(zip(self.widths, self.widths[1:])):
            w = p[offset : offset + a * b].reshape(b, a)
            bias = p[offset + a * b : offset + a * b + b]
            offset += (a + 1) * b
            x = x @ w.T + bias
            if layer < len(self.widths) - 2:
                x = {
                    "tanh": torch.tanh,
                    "relu": torch.relu,
                    "gelu": torch.nn.functional.gelu,
                }[self.activation](x)
            penalty = penalty + self.ridge / 2 * (w * w).sum()
        return x, penalty + self.ridge / (2 * len(bias)) * bias.sum() ** 2

    def loss(self, p):
        s, penalty = self.scores(p, self.x)
        return torch.nn.functional.cross_entropy(s, self.y) + penalty

    def value_gradient(self, p):
        t = torch.tensor(p, requires_grad=True)
        value = self.loss(t)
        value.backward()
        return value.item(), t.grad.numpy().copy()

    def hessian(self, p):
        return torch.func.hessian(self.loss)(torch.tensor(p)).numpy()

    def accuracy(self, p, x, y):
        return (self.scores(torch.tensor(p), x)[0].argmax(1) == y).double().mean().item()


def descend(network, seed):
    p = network.start(seed)
    for _ in range(3):
        p = minimize(
            network.value_gradient, p, jac=True, method="L-BFGS-B",
            options={"ftol": 0, "gtol": 1e-10, "maxiter": 50000, "maxfun": 100000},
        ).x
    return p


def minimum(network, starts):
    found = [descend(network, seed) for seed in range(starts)]
    values = [network.value_gradient(p)[0] for p in found]
    seed = int(np.argmin(values))
    p = found[seed]
    h = network.hessian(p)
    for _ in range(4):
        p = p - np.linalg.solve(h, network.value_gradient(p)[1])
        h = network.hessian(p)
    value, gradient = network.value_gradient(p)
    eigenvalues = np.linalg.eigvalsh(h)
    return p, {
        "seed": seed,
        "values_by_seed": values,
        "value": value,
        "gradient_norm": float(np.linalg.norm(gradient)),
        "smallest_eigenvalue": float(eigenvalues[0]),
        "largest_eigenvalue": float(eigenvalues[-1]),
        "train_accuracy": network.accuracy(p, network.x, network.y),
        "test_accuracy": network.accuracy(p, *network.held) if len(network.held[1]) else None,
    }


# Data, hidden widths, activation, ridge, test fraction, starts to search for a minimum from.
INSTANCES = [
    ("iris", [8], "tanh", 0.01, 0.0, 1),
    ("digits", [16], "tanh", 0.001, 0.2, 8),
    ("digits", [16, 8], "relu", 0.0, 0.2, 0),
    ("digits", [12], "gelu", 0.01, 0.2, 0),
    ("iris", [5, 4], "gelu", 0.01, 0.0, 0),
]


def main():
    records = []
    for data, hidden, activation, ridge, test, starts in INSTANCES:
        network = Network(data, hidden, activation, ridge, test)
        start = network.start(0)
        value, gradient = network.value_gradient(start)
        probe = [normal(99, k) for k in range(len(start))]
        record = {
            "data": data, "hidden": hidden, "activation": activation, "ridge": ridge, "test": test,
            "dimension": len(start), "start_head": start[:4].tolist(), "value": value,
            "gradient_norm": float(np.linalg.norm(gradient)),
            "gradient_probe": float(gradient @ np.array(probe)),
        }
        if starts:
            point, record["minimum"] = minimum(network, starts)
            lines = "".join(f"{x!r}\n" for x in point.tolist())
            (DATA / f"mlp_{data}_minimum.csv").write_text(lines)
        records.append(record)
        print(record, flush=True)
    (HERE / "reference.json").write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
