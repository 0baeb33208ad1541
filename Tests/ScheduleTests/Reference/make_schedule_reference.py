#!/usr/bin/env python3
"""Make schedules.json: learning rate factors of torch.optim.lr_scheduler for the schedule tests.

Run in a virtual environment with torch==2.13.0:

    python make_schedule_reference.py

writes schedules.json beside this file: for each case our specification and the rates of
200 steps at peak rate 1, as a training loop sees them (`optimizer.step()`, then
`scheduler.step()`). These are torch's chained forms, where it has any: rounding aside they
are the closed forms. Rounding was measured: where torch has a closed form too, both must
agree to 1e-13 or nothing is written.

"steps" is 200, except that cosine stops at its horizon, past which torch climbs again and
ours stays, and that one_cycle stops at its last step, past which torch raises an error.
"""

import json
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as lr

TORCH_VERSION = "2.13.0"
STEPS = 200

# Our specification, torch's scheduler, and how many steps to compare.
CASES = [
    ("linear:start=0.25,end=0.5,horizon=120",
     lambda o: lr.LinearLR(o, start_factor=0.25, end_factor=0.5, total_iters=120), STEPS),
    ("linear:start=1,end=0,horizon=200",
     lambda o: lr.LinearLR(o, start_factor=1, end_factor=0, total_iters=200), STEPS),
    ("linear:start=1,end=0.1,horizon=1",
     lambda o: lr.LinearLR(o, start_factor=1, end_factor=0.1, total_iters=1), STEPS),
    ("cosine:horizon=200", lambda o: lr.CosineAnnealingLR(o, T_max=200), STEPS),
    ("cosine:floor=0.1,horizon=77",
     lambda o: lr.CosineAnnealingLR(o, T_max=77, eta_min=0.1), 78),
    ("step:period=30,gamma=0.1", lambda o: lr.StepLR(o, step_size=30, gamma=0.1), STEPS),
    ("step:period=1,gamma=0.97", lambda o: lr.StepLR(o, step_size=1, gamma=0.97), STEPS),
    ("multistep:milestones=30-80-81,gamma=0.3",
     lambda o: lr.MultiStepLR(o, milestones=[30, 80, 81], gamma=0.3), STEPS),
    ("exponential:gamma=0.95", lambda o: lr.ExponentialLR(o, gamma=0.95), STEPS),
    ("polynomial:power=2,horizon=150",
     lambda o: lr.PolynomialLR(o, total_iters=150, power=2), STEPS),
    ("polynomial:power=0.9,horizon=200",
     lambda o: lr.PolynomialLR(o, total_iters=200, power=0.9), STEPS),
    ("one_cycle:horizon=200", lambda o: lr.OneCycleLR(
        o, max_lr=1, total_steps=200, cycle_momentum=False), STEPS),
    ("one_cycle:pct_start=0.37,div_factor=10,final_div_factor=100,horizon=191",
     lambda o: lr.OneCycleLR(o, max_lr=1, total_steps=191, pct_start=0.37, div_factor=10,
                             final_div_factor=100, cycle_momentum=False), 191),
    ("one_cycle:pct_start=0,horizon=50", lambda o: lr.OneCycleLR(
        o, max_lr=1, total_steps=50, pct_start=0.0, cycle_momentum=False), 50),
    ("one_cycle:pct_start=1,horizon=50", lambda o: lr.OneCycleLR(
        o, max_lr=1, total_steps=50, pct_start=1.0, cycle_momentum=False), 50),
    ("one_cycle:horizon=1", lambda o: lr.OneCycleLR(
        o, max_lr=1, total_steps=1, cycle_momentum=False), 1),
    ("sgdr:period=13,multiplier=1,floor=0.05",
     lambda o: lr.CosineAnnealingWarmRestarts(o, T_0=13, T_mult=1, eta_min=0.05), STEPS),
    ("sgdr:period=10,multiplier=2",
     lambda o: lr.CosineAnnealingWarmRestarts(o, T_0=10, T_mult=2), STEPS),
    ("sgdr:period=1,multiplier=3",
     lambda o: lr.CosineAnnealingWarmRestarts(o, T_0=1, T_mult=3), STEPS),
]


def rates(make, steps):
    """The rates of the steps, and the largest distance to torch's own closed form."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    out, gap = [], 0.0
    for _ in range(steps):
        out.append(float(optimizer.param_groups[0]["lr"]))
        if hasattr(scheduler, "_get_closed_form_lr"):
            gap = max(gap, abs(scheduler._get_closed_form_lr()[0] - out[-1]))
        optimizer.step()
        if len(out) < steps:
            scheduler.step()
    return out, gap


def main():
    assert torch.__version__.split("+")[0] == TORCH_VERSION, torch.__version__
    warnings.simplefilter("error")
    cases = []
    for spec, make, steps in CASES:
        factors, gap = rates(make, steps)
        assert gap < 1e-13, (spec, gap)
        cases.append({"spec": spec, "factors": factors})
    text = json.dumps({"torch": TORCH_VERSION, "cases": cases}, indent=None)
    text = text.replace('{"spec"', '\n{"spec"').replace("]}]}", "]}\n]}\n")
    (pathlib.Path(__file__).parent / "schedules.json").write_text(text)


if __name__ == "__main__":
    main()
