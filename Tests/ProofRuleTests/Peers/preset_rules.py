"""The presets that are named after a library, at its own defaults, and Muon's bias correction."""

import optax
import torch
from optax import contrib

import torch_rules
from optax_rules import factored, one
from optax_runs import case
from records import CUTS, MATRICES, SCHEDULE, TENSORS

LEFT_OUT = {}


def cases():
    named = {"preset": "optax"}
    lr = {**named, "lr": 0.05}
    yield case("novograd", lr, optax.novograd, "novograd", layout=TENSORS)
    yield case("novograd", {**lr, "weight_decay": 0.3}, one(optax.novograd, {}, weight_decay=0.3), "novograd",
               layout=TENSORS, schedule=CUTS)
    yield case("lars", {**named, "lr": 3.0}, optax.lars, "lars", layout=TENSORS, schedule=SCHEDULE)
    yield case("lars", {**named, "lr": 3.0, "weight_decay": 0.3}, one(optax.lars, {}, weight_decay=0.3),
               "lars", layout=TENSORS)
    yield case("lamb", lr, optax.lamb, "lamb", layout=TENSORS)
    # None of these is longer than 128.
    yield case("adafactor", lr, one(factored, {}, least=128), "adafactor's chain, powers in float64",
               layout=MATRICES)
    yield case("prodigy", {**named, "lr": 1.0, "d0": 0.01},
               lambda rate: contrib.prodigy(rate, estim_lr0=0.01), "contrib.prodigy", layout=TENSORS, steps=20)
    yield case("dadapt_adam", {**named, "lr": 1.0, "d0": 0.01, "weight_decay": 0.2},
               lambda rate: contrib.dadapt_adamw(rate, estim_lr0=0.01, weight_decay=0.2),
               "contrib.dadapt_adamw", layout=TENSORS, steps=20)
    yield case("adabelief", lr, optax.adabelief, "adabelief", schedule=CUTS)
    yield case("adopt", lr, contrib.adopt, "contrib.adopt", schedule=CUTS)
    yield case("ademamix", lr, contrib.ademamix, "contrib.ademamix", schedule=CUTS)
    yield from muon()
    note = ", its iteration in the tensor's type"
    o = torch.optim
    yield torch_rules.case("adafactor", o.Adafactor, {"preset": "torch", "lr": 0.2}, layout=TENSORS)
    yield torch_rules.case("muon", o.Muon, {"preset": "torch", "lr": 0.05}, layout=MATRICES, note=note, steps=8)


def muon():
    """With Nesterov's look-ahead, as is Optax's default."""
    own = {"preset": "optax", "lr": 0.05}
    more = {"layout": MATRICES, "steps": 8}
    yield case("muon", own, contrib.muon, "contrib.muon", **more)
    for nesterov, eps in ((True, 0.5), (False, 0.5)):
        yield case("muon", {**own, "momentum": 0.8, "nesterov": nesterov, "eps": eps, "weight_decay": 0.3},
                   lambda rate, n=nesterov, e=eps: contrib.muon(
                       rate, beta=0.8, eps=e, nesterov=n, weight_decay=0.3), "contrib.muon",
                   schedule=CUTS, **more)
    yield case("muon", {**own, "momentum": 0.8}, lambda rate: contrib.muon(rate, beta=0.8), "contrib.muon",
               precision="float32", **more)

