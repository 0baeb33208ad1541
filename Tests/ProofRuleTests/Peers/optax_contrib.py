"""The rules of optax.contrib, with the options of our rules."""

import jax.numpy as jnp
import optax
from optax import contrib

import records
from optax_runs import ScheduleFree, case, renamed
from records import CUTS, MATRICES, RISE, SCHEDULE, TENSORS

LEFT_OUT = {
    "muon, adaptive, preconditioning; matrices that are not 2-D": "Descent has not these options",
    "schedule_free_*, warmup_steps": "the base rule's rate is one step behind the weights': composed of"
                                     " schedule_free and one schedule here",
    "madgrad, root of the step": "Optax takes it in float32 (3e-8 of the rate): the rate makes up for that"
                                 " here",
    "adopt, nesterov": "Descent has not this option",
    "acprop, cocob, galore, mechanize, momo, momo_adam, simplified_ademamix, split_real_and_imaginary,"
    " dpsgd, reduce_on_plateau": "no rule of Descent",
    "hutchinson_estimator_diag_hessian": "draws other random numbers",
}


def cases():
    mix = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "beta3": 0.97, "alpha": 3.0, "eps": 1e-3}
    mixed = renamed(mix, beta1="b1", beta2="b2", beta3="b3", alpha="alpha", eps="eps")
    yield case("ademamix", {"lr": 0.02}, contrib.ademamix, "contrib.ademamix")
    yield case("ademamix", {**mix, "weight_decay": 0.2},
               lambda rate: contrib.ademamix(rate, **mixed, weight_decay=0.2), "contrib.ademamix",
               schedule=CUTS)
    yield case("ademamix", {**mix, "weight_decay": 0.2},
               lambda rate: contrib.ademamix(rate, **mixed, weight_decay=0.2), "contrib.ademamix",
               precision="float32")
    # Optax's count begins at 0, the paper's at 1.
    rise = jnp.array([3.0 * min(1.0, t / 8) for t in range(1, 64)])
    slow = jnp.array([slow_decay(t, 0.8, 0.97, 6) for t in range(1, 64)])
    yield case("ademamix", {**mix, "alpha_warmup": 8, "beta3_warmup": 6},
               lambda rate: contrib.ademamix(
                   rate, **{**mixed, "alpha": lambda c: rise[c], "b3": lambda c: slow[c]}),
               "contrib.ademamix, its warm-ups as the paper has them", schedule=SCHEDULE)

    adopt = {"lr": 0.05, "beta1": 0.8, "beta2": 0.95, "eps": 1e-2}
    adopting = renamed(adopt, beta1="b1", beta2="b2", eps="eps")
    yield case("adopt", {"lr": 0.05}, contrib.adopt, "contrib.adopt")
    yield case("adopt", {**adopt, "clip_exponent": 0.0},
               lambda rate: contrib.adopt(rate, **adopting, use_clipping=False),
               "contrib.adopt, use_clipping=False", schedule=CUTS)
    yield case("adopt", {**adopt, "clip_exponent": 0.5, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2),
                   contrib.adopt(rate, **adopting, clip_value_fn=lambda c: c**0.5)),
               "contrib.adopt after add_decayed_weights", schedule=SCHEDULE)
    name = "contrib.madgrad, its root in float64"
    yield case("madgrad", {"lr": 0.05}, lambda rate: contrib.madgrad(rooted(rate, 1e-6)), name)
    yield case("madgrad", {"lr": 0.05, "momentum": 0.6, "eps": 1e-2, "weight_decay": 0.2},
               lambda rate: contrib.madgrad(
                   rooted(rate, 1e-2), momentum=0.6, eps=1e-2, weight_decay=0.2), name, schedule=CUTS)
    yield from without_rates()
    yield from schedule_free()
    yield from muon()


def slow_decay(step, beta1, beta3, steps):
    """β₃ of a step: its half-life goes from that of β₁ to that of β₃ in a straight line."""
    if step >= steps:
        return beta3

    def life(beta):
        return jnp.log(0.5) / jnp.log(beta + 1e-8) - 1

    part = step / steps
    return float(0.5 ** (1 / (1 + (1 - part) * life(beta1) + part * life(beta3))))


def rooted(rate, eps):
    """A rate for which (rate + eps) √t has its float64 value, although Optax takes the root in float32."""
    def changed(count):
        root = jnp.sqrt(count + 1)
        assert root.dtype == jnp.float32, "Optax's root is no longer in float32: take the rate as it is"
        own = rate(count) if callable(rate) else rate
        return (own + eps) * jnp.sqrt(count + 1.0) / root.astype(jnp.float64) - eps
    return changed


def without_rates():
    adapt = {"lr": 1.0, "d0": 0.01}
    fixed = {"use_bias_correction": True, "decoupled_weight_decay": True}
    yield case("dadapt_adam", {**adapt, **fixed},
               lambda rate: contrib.dadapt_adamw(rate, estim_lr0=0.01), "contrib.dadapt_adamw",
               layout=TENSORS, steps=20)
    for schedule in (CUTS, SCHEDULE):
        yield case("dadapt_adam",
                   {"lr": 0.7, "d0": 0.02, "beta1": 0.8, "beta2": 0.9, "eps": 1e-3, "weight_decay": 0.2,
                    **fixed},
                   lambda rate: contrib.dadapt_adamw(
                       rate, betas=(0.8, 0.9), eps=1e-3, estim_lr0=0.02, weight_decay=0.2),
                   "contrib.dadapt_adamw", layout=TENSORS, schedule=schedule, steps=20)
    yield case("dadapt_adam", {**adapt, "use_bias_correction": True, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2), contrib.dadapt_adamw(rate, estim_lr0=0.01)),
               "contrib.dadapt_adamw after add_decayed_weights", layout=TENSORS, steps=20)
    yield case("prodigy", {**adapt, "use_bias_correction": True, "weight_decay": 0.2,
                           "decoupled_weight_decay": False},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2), contrib.prodigy(rate, estim_lr0=0.01)),
               "contrib.prodigy after add_decayed_weights", layout=TENSORS, steps=20)
    yield case("prodigy", {**adapt, "use_bias_correction": True},
               lambda rate: contrib.prodigy(rate, estim_lr0=0.01), "contrib.prodigy", layout=TENSORS,
               steps=20)
    full = {"lr": 0.7, "beta1": 0.8, "beta2": 0.9, "eps": 1e-2, "d0": 0.02, "d_coef": 1.5, "beta3": 0.85,
            "weight_decay": 0.2, "use_bias_correction": True}
    for guard, schedule in ((False, SCHEDULE), (True, RISE)):
        yield case("prodigy", {**full, "safeguard_warmup": guard},
                   lambda rate, g=guard: contrib.prodigy(
                       rate, betas=(0.8, 0.9), beta3=0.85, eps=1e-2, estim_lr0=0.02, estim_lr_coef=1.5,
                       weight_decay=0.2, safeguard_warmup=g),
                   "contrib.prodigy", layout=TENSORS, schedule=schedule, steps=20)
    yield case("prodigy", full, lambda rate: contrib.prodigy(
        rate, betas=(0.8, 0.9), beta3=0.85, eps=1e-2, estim_lr0=0.02, estim_lr_coef=1.5,
        weight_decay=0.2), "contrib.prodigy", layout=TENSORS, precision="float32", steps=20)
    yield case("dog", {}, contrib.dog, "contrib.dog", lr=1.0, layout=TENSORS)
    yield case("dog", {"lr": 0.8, "reps_rel": 0.01, "eps": 0.05, "weight_decay": 0.2},
               lambda rate: contrib.dog(rate, ("heuristic", 0.01), 0.05, 0.2), "contrib.dog",
               layout=TENSORS, schedule=CUTS)
    yield case("dog", {"lr": 1.0, "init_eta": 0.03},
               lambda rate: contrib.dog(rate, ("learning_rate", 0.03)), "contrib.dog, learning_rate",
               layout=TENSORS, schedule=SCHEDULE)
    yield case("dog", {"lr": 0.8, "reps_rel": 0.01, "eps": 0.05, "per_tensor": True},
               lambda rate: optax.chain(
                   optax.scale_by_distance_over_gradients(0.01, 0.05, jnp.float64),
                   optax.scale_by_learning_rate(rate)), "scale_by_distance_over_gradients",
               layout=TENSORS)
    yield case("dowg", {}, contrib.dowg, "contrib.dowg", lr=1.0, layout=TENSORS)
    yield case("dowg", {"lr": 0.8, "eps": 0.05, "weight_decay": 0.2},
               lambda rate: contrib.dowg(rate, None, 0.05, 0.2), "contrib.dowg", layout=TENSORS,
               schedule=CUTS)


def schedule_free():
    """The rate of a step in both places, because Optax's two counts begin at 0 and at 1."""
    def sgd(rate, lr, schedule, b1, power=2.0, decay=None):
        base = optax.sgd(rate)
        if decay is not None:
            base = optax.chain(optax.add_decayed_weights(decay), base)
        return contrib.schedule_free(base, weights(lr, schedule), b1=b1, weight_lr_power=power)

    def adamw(rate, lr, schedule, b1, b2, eps, power=2.0, decay=0.0):
        base = optax.chain(
            optax.scale_by_rms(decay=b2, eps=eps, eps_in_sqrt=False, bias_correction=True),
            optax.add_decayed_weights(decay), optax.scale_by_learning_rate(rate))
        return contrib.schedule_free(base, weights(lr, schedule), b1=b1, weight_lr_power=power)

    def weights(lr, schedule):
        if schedule is None:
            return lr
        table = jnp.array([lr * records.FACTORS[schedule](max(t, 1)) for t in range(64)])
        return lambda count: table[count]

    around = {"around": ScheduleFree()}
    yield case("schedulefree_sgd", {}, lambda rate: contrib.schedule_free_sgd(),
               "contrib.schedule_free_sgd", lr=1.0, **around)
    yield case("schedulefree_sgd", {"lr": 0.2, "momentum": 0.7, "weight_decay": 0.2},
               lambda rate: contrib.schedule_free_sgd(0.2, b1=0.7, weight_decay=0.2),
               "contrib.schedule_free_sgd", **around)
    for schedule, power in ((CUTS, 1.0), (RISE, 2.0)):
        yield case("schedulefree_sgd",
                   {"lr": 0.2, "momentum": 0.7, "weight_decay": 0.2, "weight_lr_power": power},
                   lambda rate, s=schedule, p=power: sgd(rate, 0.2, s, 0.7, p, 0.2),
                   "contrib.schedule_free", schedule=schedule, **around)
    warmed = case("schedulefree_sgd", {"lr": 0.2, "momentum": 0.7, "warmup_steps": 5},
                  lambda rate: sgd(rate, 0.2, RISE, 0.7), "contrib.schedule_free, warm-up",
                  schedule=RISE, **around)
    warmed.schedule = None  # The warm-up is the rule's own.
    yield warmed
    yield case("schedulefree_adamw", {}, lambda rate: contrib.schedule_free_adamw(),
               "contrib.schedule_free_adamw", lr=0.0025, **around)
    own = {"lr": 0.05, "beta1": 0.7, "beta2": 0.9, "eps": 1e-2, "weight_decay": 0.2}
    yield case("schedulefree_adamw", own,
               lambda rate: contrib.schedule_free_adamw(
                   0.05, b1=0.7, b2=0.9, eps=1e-2, weight_decay=0.2), "contrib.schedule_free_adamw",
               **around)
    yield case("schedulefree_adamw", own,
               lambda rate: contrib.schedule_free_adamw(
                   0.05, b1=0.7, b2=0.9, eps=1e-2, weight_decay=0.2), "contrib.schedule_free_adamw",
               precision="float32", **around)
    yield case("schedulefree_adamw", {**own, "weight_lr_power": 1.5},
               lambda rate: adamw(rate, 0.05, SCHEDULE, 0.7, 0.9, 1e-2, 1.5, 0.2),
               "contrib.schedule_free", schedule=SCHEDULE, **around)
    warmed = case("schedulefree_adamw", {**own, "warmup_steps": 5},
                  lambda rate: adamw(rate, 0.05, RISE, 0.7, 0.9, 1e-2, 2.0, 0.2),
                  "contrib.schedule_free, warm-up", schedule=RISE, **around)
    warmed.schedule = None
    yield warmed


def muon():
    own = {"lr": 0.05, "momentum": 0.8, "nesterov": False, "transposed": True, "eps": 0.0}
    more = {"layout": MATRICES, "steps": 8}
    yield case("muon", {**own, "weight_decay": 0.0, "eps_placement": "sum"},
               lambda rate: contrib.muon(rate, beta=0.8, eps=0.0, nesterov=False), "contrib.muon", **more)
    yield case("muon", {**own, "weight_decay": 0.3, "adjust_lr": "match_rms_adamw"},
               lambda rate: contrib.muon(rate, beta=0.8, eps=0.0, nesterov=False, weight_decay=0.3,
                                         consistent_rms=0.2), "contrib.muon, consistent_rms",
               schedule=CUTS, **more)
    yield case("muon", {**own, "weight_decay": 0.0, "ns_a": 2.0, "ns_b": -1.5, "ns_c": 0.5, "ns_steps": 9,
                        "adjust_lr": "none"},
               lambda rate: optax.chain(
                   contrib.scale_by_muon(
                       (2.0, -1.5, 0.5), 9, 0.8, 0.0, nesterov=False,
                       weight_dimension_numbers=[contrib.MuonDimensionNumbers()] * len(MATRICES)),
                   optax.scale_by_learning_rate(rate)), "contrib.scale_by_muon", **more)
