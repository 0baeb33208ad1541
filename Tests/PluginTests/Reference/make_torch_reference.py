#!/usr/bin/env python3
"""Make torch.json: reference trajectories of torch.optim for the optimizer tests.

Run in a virtual environment with torch==2.13.0:

    python make_torch_reference.py

writes torch.json beside this file. The runs are on the CPU, in float64, by torch's
single-tensor path (foreach=False, fused=False). The foreach path is run in lockstep
and must agree at every step, or nothing is written. The last digits depend on which
kernels torch picks for the processor (4e-15 relative to max(1, |x|) was seen between
ATEN_CPU_CAPABILITY=default and avx2), so a file made elsewhere need not be identical.

The runs are open-loop: gradients are given, not computed from the parameters, and a
reader of torch.json makes the very same gradients by the rule below. Every operation
of that rule is exact in float64 (integers, powers of two, sums that fit in 53 bits),
so it needs no math library and has no rounding to agree on.

    out(seed, k) = mix64(seed + (k + 1) * 0x9E3779B97F4A7C15 mod 2^64)    SplitMix64
    u01(seed, k) = (out(seed, k) >> 11) * 2^-53

With k = (t - 1) * 6 + i and u = u01(seed, k), the gradient of step t = 1...1000 at
coordinate i = 0...5 is (u - 0.5) * scale[i], except for

    i = 4   0 whenever out(seed, k) & 3 != 0 (a gradient that is mostly zero);
    i = 5   the constant 0.25; in cases with "constantCoordinate": false it is
            (u - 0.5) + 0.25. These are the cases with centred RMSprop: there torch
            takes the root of E[g^2] - E[g]^2, which for a constant gradient tends to
            zero, so that rounding errors are all that is left of it. The parameter
            then takes steps of up to lr * g / eps, or, below zero, becomes NaN.

"rateFactors" f: the learning rate of step t is lr * f[(t - 1) mod f.count].

"spec" gives lr and every option that differs from torch's default; anything else is
torch's default (for RMSprop momentum is 0, for AdamW weight_decay is 0.01).
"""

import json
import math
import pathlib

import torch

TORCH_VERSION = "2.13.0"
STEPS = 1000
ROW_STEPS = [*range(1, 11), 20, 50, *range(100, STEPS + 1, 100)]
X0 = [1.0, -2.0, 0.5, 3.0, -0.25, 8.0]
SCALE = [2.0**0, 2.0**-10, 2.0**7, 2.0**-20, 1.0, 1.0]
FOREACH_TOLERANCE = 1e-12  # relative to max(1, |x|)
VARYING_RATE = [1, 0.5, 0.25, 2]
MASK = 2**64 - 1

# Our optimizer name: torch's class, and the learning rate unless a case gives its own.
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, 0.1),
    "momentum": (torch.optim.SGD, 0.01),
    "adagrad": (torch.optim.Adagrad, 0.01),
    "rmsprop": (torch.optim.RMSprop, 0.01),
    "adam": (torch.optim.Adam, 0.001),
    "adamw": (torch.optim.AdamW, 0.001),
}

# (case name, options under our own keys, rate factors). The first word of the case name
# is the optimizer. A case's seed is its index + 1, so add new cases at the end.
CASES = [
    ("sgd default", {}, [1]),
    ("sgd weight_decay", {"weight_decay": 0.01}, [1]),
    ("momentum default", {"momentum": 0.9}, [1]),
    ("momentum momentum=0.5", {"momentum": 0.5}, [1]),
    ("momentum nesterov", {"momentum": 0.9, "nesterov": True}, [1]),
    ("momentum dampening", {"momentum": 0.9, "dampening": 0.3}, [1]),
    ("momentum weight_decay", {"momentum": 0.9, "weight_decay": 0.01}, [1]),
    ("momentum nesterov+weight_decay",
     {"momentum": 0.9, "nesterov": True, "weight_decay": 0.01}, [1]),
    ("momentum dampening+weight_decay",
     {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01}, [1]),
    ("adagrad default", {}, [1]),
    ("adagrad lr_decay", {"lr_decay": 0.01}, [1]),
    ("adagrad initial_accumulator_value", {"initial_accumulator_value": 0.25}, [1]),
    ("adagrad eps", {"eps": 1e-3}, [1]),
    ("adagrad weight_decay", {"weight_decay": 0.01}, [1]),
    ("adagrad all", {"lr": 0.05, "lr_decay": 0.01, "initial_accumulator_value": 0.25,
                     "eps": 1e-3, "weight_decay": 0.01}, [1]),
    ("rmsprop default", {}, [1]),
    ("rmsprop alpha", {"alpha": 0.9}, [1]),
    ("rmsprop eps", {"eps": 1e-3}, [1]),
    ("rmsprop momentum", {"momentum": 0.9}, [1]),
    ("rmsprop centered", {"centered": True}, [1]),
    ("rmsprop centered+momentum", {"centered": True, "momentum": 0.9}, [1]),
    ("rmsprop weight_decay", {"weight_decay": 0.01}, [1]),
    ("rmsprop all", {"lr": 0.005, "alpha": 0.9, "eps": 1e-3, "momentum": 0.9,
                     "centered": True, "weight_decay": 0.01}, [1]),
    ("adam default", {}, [1]),
    ("adam betas", {"beta1": 0.8, "beta2": 0.95}, [1]),
    ("adam beta1=0", {"beta1": 0.0}, [1]),
    ("adam eps", {"eps": 1e-3}, [1]),
    ("adam amsgrad", {"amsgrad": True}, [1]),
    ("adam weight_decay", {"weight_decay": 0.01}, [1]),
    ("adam amsgrad+weight_decay+betas",
     {"beta1": 0.8, "beta2": 0.95, "amsgrad": True, "weight_decay": 0.01}, [1]),
    ("adamw default", {}, [1]),
    ("adamw weight_decay=0.1", {"weight_decay": 0.1}, [1]),
    ("adamw amsgrad", {"amsgrad": True}, [1]),
    ("adamw betas+eps", {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3}, [1]),
    ("adamw weight_decay=0", {"weight_decay": 0.0}, [1]),
    ("momentum varying rate", {"momentum": 0.9}, VARYING_RATE),
    ("adam varying rate", {}, VARYING_RATE),
    ("adamw varying rate", {}, VARYING_RATE),
]


def out(seed, k):
    """Output k (from 0) of SplitMix64 started at `seed`, computed from the counter."""
    z = (seed + (k + 1) * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def gradient(seed, step, constant_coordinate):
    """The gradient of `step` (from 1), by the rule at the head of this file."""
    bits = [out(seed, (step - 1) * len(X0) + i) for i in range(len(X0))]
    centred = [(b >> 11) * 2.0**-53 - 0.5 for b in bits]
    g = [c * s for c, s in zip(centred, SCALE)]
    if bits[4] & 3 != 0:
        g[4] = 0.0
    g[5] = 0.25 if constant_coordinate else centred[5] + 0.25
    return torch.tensor(g, dtype=torch.float64)


def make_optimizer(cls, options, foreach):
    """A parameter tensor at X0 and torch's optimizer for it, from our option keys."""
    keywords = dict(options)
    if "beta1" in keywords or "beta2" in keywords:
        keywords["betas"] = (keywords.pop("beta1", 0.9), keywords.pop("beta2", 0.999))
    if cls is not torch.optim.RMSprop:  # which has no fused path
        keywords["fused"] = False
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    return x, cls([x], foreach=foreach, **keywords)


def run(name, options, factors, seed):
    """One case as it stands in torch.json."""
    kind = name.split()[0]
    cls, lr = OPTIMIZERS[kind]
    options = {"lr": lr, **options}
    lr = options["lr"]
    constant_coordinate = not options.get("centered", False)
    single, *_ = runs = [make_optimizer(cls, options, foreach) for foreach in (False, True)]
    rows = []
    for step in range(1, STEPS + 1):
        g = gradient(seed, step, constant_coordinate)
        for x, optimizer in runs:
            optimizer.param_groups[0]["lr"] = lr * factors[(step - 1) % len(factors)]
            x.grad = g.clone()  # foreach with nesterov writes into the gradient
            optimizer.step()
        values, others = (x.tolist() for x, _ in runs)
        for a, b in zip(values, others):
            assert math.isfinite(a), f"{name}, step {step}: {values}"
            assert abs(a - b) <= FOREACH_TOLERANCE * max(1.0, abs(a)), \
                f"{name}, step {step}: single-tensor {values}, foreach {others}"
        if step in ROW_STEPS:
            rows.append({"step": step, "x": values})
    spec = ",".join(f"{key}={json.dumps(value)}" for key, value in options.items())
    return {"name": name, "spec": f"{kind}:{spec}", "seed": seed,
            "constantCoordinate": constant_coordinate, "rateFactors": factors, "rows": rows}


def dump(value):
    return json.dumps(value, allow_nan=False)  # floats by repr, which round-trips


def main():
    version = torch.__version__.split("+")[0]  # without a build tag such as +cpu
    assert version == TORCH_VERSION, f"needs torch {TORCH_VERSION}, found {torch.__version__}"
    assert [out(42, 0), out(42, 1)] == [13679457532755275413, 2949826092126892291]

    head = {"torch": version, "dtype": "float64", "steps": STEPS, "x0": X0, "scale": SCALE}
    cases = []
    for index, (name, options, factors) in enumerate(CASES):
        case = run(name, options, factors, seed=index + 1)
        rows = ",\n".join(dump(row) for row in case.pop("rows"))
        cases.append(f'{dump(case)[:-1]}, "rows": [\n{rows}\n]}}')
    text = f'{dump(head)[:-1]}, "cases": [\n' + ",\n".join(cases) + "\n]}\n"
    path = pathlib.Path(__file__).with_name("torch.json")
    path.write_text(text, encoding="utf-8")
    print(f"torch {torch.__version__}: {len(cases)} cases, {len(text)} bytes in {path.name}")


if __name__ == "__main__":
    main()
