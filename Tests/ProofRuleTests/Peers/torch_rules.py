"""The rules of torch.optim, with the options of our rules."""

import inspect
import sys
import types

import numpy as np
import torch

import records
from records import CUTS, MATRICES, RISE, SCHEDULE, TENSORS, Case

VERSION = "2.13.0"

# The options that are not compared, and why. The program prints them, so that the table names its gaps.
LEFT_OUT = {
    "Adam, RAdam, ... capturable, differentiable, fused": "the same rule for graphs, gradients of steps and GPUs",
    "SparseAdam": "takes sparse gradients, which Descent has not",
    "NAdam momentum_decay=0": "torch's μ is then β₁/2, not β₁ (Dozat's schedule has no such end)",
    "Rprop, rates that change": "torch ignores a rate that is changed after the first step",
    "ASGD, rates that change": "torch moves by the rate of the step before (pytorch #74884)",
    "RMSprop centered, constant gradient": "torch takes the root of a negative number there (NaN)",
    "Adafactor eps1=None, tensors of two types": "torch resolves it once, for the first tensor",
    "Muon in bfloat16": "its iteration is run in the type of the tensor here; in bfloat16 it differs by 1e-2,"
                        " and without nesterov overwrites its momentum (pytorch #194664)",
    "LBFGS max_iter > 1": "a step of ours is one iteration",
    "LBFGS tolerance_change": "Descent has no such stop",
}


# Options of ours that torch lacks: a record gives them the value that equals torch.
OURS = ("preset", "eps_placement", "threshold", "correction", "variant", "eps1_placement")


def widened_muon():
    """torch's Muon with its iteration in the type of the gradient: the same lines without .bfloat16()."""
    module = sys.modules["torch.optim._muon"]
    source = inspect.getsource(module._zeropower_via_newtonschulz)
    assert source.count("grad.bfloat16()") == 1
    code = compile(source.replace("grad.bfloat16()", "grad.clone()"), module.__file__, "exec")
    exec(code, module.__dict__)  # noqa: S102: torch's own lines
    assert isinstance(module._zeropower_via_newtonschulz, types.FunctionType)


# Our keys that are parts of one of torch's: its name, and our names in its order.
PAIRS = {
    "betas": ("beta1", "beta2"), "etas": ("eta_minus", "eta_plus"),
    "step_sizes": ("min_step", "max_step"), "ns_coefficients": ("ns_a", "ns_b", "ns_c"),
}
RENAMED = {
    "adjust_lr": "adjust_lr_fn", "line_search": "line_search_fn", "tolerance": "tolerance_grad",
}


def keywords(cls, hyper):
    """torch's keywords for our options; other options keep torch's defaults."""
    defaults = inspect.signature(cls).parameters
    rest = {key: value for key, value in hyper.items() if key not in OURS}
    result = {}
    for name, parts in PAIRS.items():
        if any(part in rest for part in parts):
            result[name] = tuple(
                rest.pop(part, default) for part, default in zip(parts, defaults[name].default))
    if "eps1" in rest or "eps2" in rest:
        result["eps"] = (rest.pop("eps1", None), rest.pop("eps2", 1e-3))
    for key, value in rest.items():
        result[RENAMED.get(key, key)] = value
    assert set(result) <= set(defaults), f"{cls.__name__} has no {set(result) - set(defaults)}"
    return result


def trajectory(cls, named, schedule, start, gradients, precision, foreach, transform=None, averages=None):
    kind = getattr(torch, precision)
    parameters = [torch.tensor(a, dtype=kind, requires_grad=True) for a in start]
    if foreach is not None:
        named = {**named, "foreach": foreach}
    optimizer = cls(parameters, **named)
    average = averages(parameters) if callable(averages) else None
    base = optimizer.param_groups[0]["lr"]
    points, second = [], []
    for t, row in enumerate(gradients, 1):
        if schedule is not None:
            optimizer.param_groups[0]["lr"] = base * records.FACTORS[schedule](t)
        for x, g in zip(parameters, row):
            x.grad = None if g is None else torch.tensor(g, dtype=kind)
        if transform:
            transform(parameters)
        optimizer.step()
        points.append([x.detach().numpy().astype(np.float64).copy() for x in parameters])
        if average:
            second.append([a.detach().numpy().astype(np.float64).copy() for a in average()])
        elif averages:
            second.append([
                optimizer.state[x][averages].numpy().astype(np.float64).copy() for x in parameters])
    return (points, second) if averages else points


def case(optimizer, cls, hyper, *, note="", transform=None, averages=None, extra=None, **more):
    """A record of a class of torch.optim. Its form for many tensors must agree with its plain form."""
    named = {**keywords(cls, hyper), **(extra or {})}
    has_foreach = "foreach" in inspect.signature(cls).parameters and cls is not torch.optim.Muon

    def run(start, gradients, precision):
        results = [
            trajectory(cls, named, more.get("schedule"), start, gradients, precision, foreach,
                       transform, averages)
            for foreach in ((False, True) if has_foreach else (None,))]
        points = [r[0] if averages else r for r in results]
        apart = records.distance(points[-1], points[0])
        allowed = 1e-12 if precision == "float64" else 1e-5
        assert apart <= allowed, f"{optimizer} {hyper}: foreach is {apart} away"
        return results[0]

    reference = f"torch {VERSION} {cls.__name__}" + note
    return Case(optimizer, hyper, reference, run, averages=bool(averages), **more)


def cases():
    o = torch.optim
    moments = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3}
    yield case("sgd", o.SGD, {"lr": 0.1})
    yield case("sgd", o.SGD, {"lr": 0.1, "weight_decay": 0.1}, schedule=CUTS, late=True)
    yield case("sgd", o.SGD, {"lr": 0.1, "weight_decay": 0.1}, extra={"maximize": True},
               modifiers=["maximize"])
    yield case("sgd", o.SGD, {"lr": 0.1}, precision="float32")
    yield case("momentum", o.SGD, {"preset": "torch", "momentum": 0.9})
    heavy = {"lr": 0.05, "momentum": 0.7}
    yield case("momentum", o.SGD, heavy)
    yield case("momentum", o.SGD, {**heavy, "dampening": 0.4, "weight_decay": 0.1})
    yield case("momentum", o.SGD, {**heavy, "nesterov": True}, schedule=CUTS)
    yield case("momentum", o.SGD, {**heavy, "nesterov": True, "weight_decay": 0.1}, late=True)
    yield case("momentum", o.SGD, {**heavy, "dampening": 0.4}, schedule=RISE, late=True)
    yield case("momentum", o.SGD, {**heavy, "nesterov": True}, precision="float32")
    yield case("momentum", o.SGD, heavy, extra={"maximize": True}, modifiers=["maximize"])

    yield case("adam", o.Adam, {"preset": "torch"})
    yield case("adam", o.Adam, moments)
    yield case("adam", o.Adam, {**moments, "amsgrad": True, "weight_decay": 0.1})
    yield case("adam", o.Adam, {**moments, "amsgrad": True}, schedule=CUTS)
    yield case("adam", o.Adam, {**moments, "weight_decay": 0.1}, late=True)
    yield case("adam", o.Adam, {"lr": 0.02, "beta1": 0.0}, schedule=RISE)
    yield case("adam", o.Adam, {"lr": 0.02, "eps": 0.1}, scale=1e-2)
    yield case("adam", o.Adam, moments, precision="float32")
    yield case("adam", o.Adam, moments, extra={"maximize": True}, modifiers=["maximize"])
    yield case("adam", o.Adam, moments, note=", decoupled_weight_decay", schedule=SCHEDULE,
               extra={"weight_decay": 0.2, "decoupled_weight_decay": True},
               modifiers=["decoupled:weight_decay=0.2"])
    yield case("adamw", o.AdamW, {"preset": "torch"})
    yield case("adamw", o.AdamW, {**moments, "weight_decay": 0.2})
    yield case("adamw", o.AdamW, {**moments, "weight_decay": 0.2, "amsgrad": True}, schedule=CUTS)
    yield case("adamw", o.AdamW, {**moments, "weight_decay": 0.2}, schedule=SCHEDULE, late=True)
    yield case("adamw", o.AdamW, {**moments, "weight_decay": 0.2}, precision="float32")

    yield case("adagrad", o.Adagrad, {"preset": "torch"})
    yield case("adagrad", o.Adagrad, {"lr": 0.1, "eps": 1e-2}, scale=0.1)
    yield case("adagrad", o.Adagrad, {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.3,
                                      "weight_decay": 0.1}, schedule=SCHEDULE)
    yield case("adagrad", o.Adagrad, {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.3},
               late=True)
    yield case("adagrad", o.Adagrad, {"lr": 0.1, "lr_decay": 0.1}, precision="float32")
    yield case("rmsprop", o.RMSprop, {"preset": "torch"})
    mean = {"lr": 0.02, "alpha": 0.9, "eps": 1e-3}
    yield case("rmsprop", o.RMSprop, {**mean, "momentum": 0.7}, schedule=CUTS)
    yield case("rmsprop", o.RMSprop, {**mean, "centered": True})
    yield case("rmsprop", o.RMSprop, {**mean, "centered": True, "momentum": 0.7, "weight_decay": 0.1},
               schedule=SCHEDULE, late=True)
    yield case("rmsprop", o.RMSprop, {**mean, "weight_decay": 0.1}, precision="float32")
    yield case("adadelta", o.Adadelta, {"preset": "torch"})
    yield case("adadelta", o.Adadelta, {"lr": 0.5, "rho": 0.7, "eps": 1e-3, "weight_decay": 0.1},
               schedule=CUTS, late=True)
    yield case("adadelta", o.Adadelta, {"lr": 0.5, "rho": 0.7}, precision="float32")
    yield case("adamax", o.Adamax, {"preset": "torch"})
    yield case("adamax", o.Adamax, {"lr": 0.02, "beta1": 0.8, "beta2": 0.6, "eps": 1e-2,
                                    "weight_decay": 0.1}, schedule=SCHEDULE)
    yield case("adamax", o.Adamax, {"lr": 0.02, "beta1": 0.8, "beta2": 0.6}, late=True)
    yield case("adamax", o.Adamax, {"lr": 0.02, "eps_placement": "norm"}, precision="float32")

    yield case("nadam", o.NAdam, {"preset": "torch"})
    yield case("nadam", o.NAdam, {**moments, "momentum_decay": 0.3}, schedule=CUTS)
    yield case("nadam", o.NAdam, {**moments, "weight_decay": 0.1}, late=True)
    yield case("nadam", o.NAdam, {**moments, "weight_decay": 0.2, "decoupled_weight_decay": True},
               schedule=SCHEDULE)
    yield case("nadam", o.NAdam, {**moments, "correction": "product"}, precision="float32")
    yield case("radam", o.RAdam, {"preset": "torch"})
    yield case("radam", o.RAdam, {**moments, "weight_decay": 0.1}, schedule=SCHEDULE, late=True)
    yield case("radam", o.RAdam, {**moments, "weight_decay": 0.2, "decoupled_weight_decay": True},
               schedule=CUTS)
    yield case("radam", o.RAdam, {**moments, "beta2": 0.6})
    yield case("radam", o.RAdam, {**moments, "eps_placement": "before", "threshold": 5.0},
               precision="float32")
    turns = {"lr": 0.05, "eta_minus": 0.4, "eta_plus": 1.3, "min_step": 0.03, "max_step": 0.08}
    yield case("rprop", o.Rprop, {})
    yield case("rprop", o.Rprop, turns, steps=20)
    yield case("rprop", o.Rprop, {**turns, "variant": "irprop_minus"}, late=True, precision="float32")
    yield case("asgd", o.ASGD, {}, averages="ax")
    pull = {"lr": 0.05, "lambd": 0.3, "alpha": 0.6, "weight_decay": 0.1}
    yield case("asgd", o.ASGD, {**pull, "t0": 4.0}, averages="ax")
    yield case("asgd", o.ASGD, {**pull, "t0": 0.0}, late=True)
    yield case("asgd", o.ASGD, {**pull, "t0": 2.0}, averages="ax", precision="float32")

    yield from adafactor_and_muon()
    yield from around_torch()


def adafactor_and_muon():
    o = torch.optim
    yield case("adafactor", o.Adafactor, {}, layout=TENSORS)
    whole = {"lr": 0.2, "beta2_decay": -0.6, "eps1": 1e-3, "eps2": 0.1, "d": 1.2, "weight_decay": 0.1}
    yield case("adafactor", o.Adafactor, whole, layout=TENSORS, schedule=SCHEDULE)
    yield case("adafactor", o.Adafactor, {**whole, "eps1": 0.3}, layout=TENSORS, scale=0.3, late=True)
    yield case("adafactor", o.Adafactor, {"lr": 0.9, "eps1_placement": "floor"}, layout=MATRICES)
    yield case("adafactor", o.Adafactor, {"lr": 0.2}, layout=TENSORS, precision="float32")
    muon = {"lr": 0.05, "momentum": 0.8}
    note = ", its iteration in the tensor's type"
    yield case("muon", o.Muon, {}, layout=MATRICES, note=note, steps=8)
    for options in (
            {"weight_decay": 0.3, "adjust_lr": "original"},
            {"nesterov": False, "adjust_lr": "match_rms_adamw"},
            {"ns_a": 2.0, "ns_b": -1.5, "ns_c": 0.5, "ns_steps": 9},
            {"eps": 3.0, "nesterov": False, "ns_steps": 3, "eps_placement": "clamp"}):
        yield case("muon", o.Muon, {**muon, **options}, layout=MATRICES, note=note, steps=8,
                   schedule=CUTS if "weight_decay" in options else None, late="ns_a" in options)
    yield case("muon", o.Muon, {**muon, "weight_decay": 0.3}, layout=MATRICES, note=note, steps=6,
               precision="float32")


def around_torch():
    """Rules of ours that are torch's under another name, and wrappers around a rule."""
    o = torch.optim
    kappa = 25.0
    yield Case(
        "agd", {"lr": 0.05, "kappa": kappa}, f"torch {VERSION} SGD, nesterov",
        case("momentum", o.SGD, {"lr": 0.05, "momentum": (kappa**0.5 - 1) / (kappa**0.5 + 1),
                                 "nesterov": True}).run)
    adam = {"lr": 0.05, "beta1": 0.8, "beta2": 0.95}
    yield case("adam", o.Adam, adam, note=" after clip_grad_value_", modifiers=["clip_value:value=0.4"],
               transform=lambda p: torch.nn.utils.clip_grad_value_(p, 0.4))

    def averaged(**options):
        def make(parameters):
            model = torch.nn.Module()
            model.p = torch.nn.ParameterList(parameters)
            for own, x in zip(model.p, parameters):
                assert own.data_ptr() == x.data_ptr()  # one storage: it sees the steps
            average = torch.optim.swa_utils.AveragedModel(model, **options)

            def update():
                average.update_parameters(model)
                return list(average.module.p)
            return update
        return make

    yield case("momentum", o.SGD, {"lr": 0.05, "momentum": 0.7}, note=" under AveragedModel",
               modifiers=["swa"], averages=averaged())
    ema = torch.optim.swa_utils.get_ema_multi_avg_fn(0.7)
    yield case("adam", o.Adam, adam, note=" under AveragedModel, get_ema_multi_avg_fn",
               modifiers=["ema:decay=0.7"], averages=averaged(multi_avg_fn=ema))
