"""The rules of Optax's main module, with the options of our rules."""

import optax

import optax_runs
from optax_runs import case, renamed
from records import CUTS, MATRICES, RISE, SCHEDULE, TENSORS

LEFT_OUT = {
    "a tensor without a gradient": "Optax counts steps for all tensors together, ours each for itself",
    "rprop": "applies the update of the step before; its first move is 0 (optax PR #1725)",
    "adan, b2 other than 0.5": "has 1 - b2 where b2 belongs (optax PR #1715); at b2 = 0.5 the two are one",
    "polyak_sgd, scaling other than 1": "moves 1/scaling times the step: it rescales a scaled gradient;"
                                        " composed with scale(-s) behind scale_by_polyak here",
    "adam, eps beside eps_root": "Descent has one ε and its place",
    "adabelief, nesterov; radam, nesterov; rmsprop, nesterov, initial_scale":
        "Descent has not these options",
    "rmsprop centered, constant gradient": "Optax takes the root of a negative number there (NaN)",
    "adafactor, decay_rate": "Optax takes powers in float32 (1e-8 off): its decay_rate_fn is given in"
                             " float64 here",
    "adafactor, momentum": "Optax averages the moves with the parameters' size but not with the decay of"
                           " ours; compared where there is no decay",
    "lbfgs, linesearch": "Optax's zoom is another search than either of ours; compared without one",
    "lion, mode; adam, mu_dtype; masks": "Descent has not these options (groups are its masks)",
    "noisy_sgd": "draws other random numbers",
    "fromage, optimistic_adam, optimistic_gradient_descent, nnls": "no rule of Descent",
}


def moments(hyper):
    return renamed(hyper, beta1="b1", beta2="b2", eps="eps")


def decayed(hyper):
    return {**moments(hyper), **renamed(hyper, weight_decay="weight_decay")}


def one(function, keywords, **fixed):
    """Makes a transformation with a function of Optax whose first argument is the rate."""
    return lambda rate: function(rate, **keywords, **fixed)


def cases():
    yield case("sgd", {"lr": 0.1}, optax.sgd, "sgd", schedule=RISE)
    yield case("sgd", {"lr": 0.1, "weight_decay": 0.1},
               lambda rate: optax.chain(optax.add_decayed_weights(0.1), optax.sgd(rate)),
               "sgd after add_decayed_weights", schedule=CUTS)
    yield case("momentum", {"preset": "optax", "lr": 0.05, "momentum": 0.7},
               one(optax.sgd, {}, momentum=0.7), "sgd, momentum", schedule=CUTS)
    yield case("momentum", {"preset": "optax", "lr": 0.05, "momentum": 0.7, "nesterov": True},
               one(optax.sgd, {}, momentum=0.7, nesterov=True), "sgd, nesterov", schedule=RISE)
    rate_in = {"lr": 0.05, "momentum": 0.7, "rate_in_velocity": True}
    for nesterov in (False, True):
        yield case("momentum", {**rate_in, "nesterov": nesterov},
                   lambda rate, n=nesterov: optax.chain(
                       optax.scale_by_learning_rate(rate), optax.trace(0.7, n)),
                   "trace behind the rate", schedule=CUTS)
    yield case("momentum", {"lr": 0.05, "momentum": 0.7, "dampening": 0.7, "dampens_first": True},
               lambda rate: optax.chain(
                   optax.ema(0.7, debias=False), optax.scale_by_learning_rate(rate)),
               "ema before the rate", schedule=CUTS)
    yield case("qhm", {"lr": 0.05, "momentum": 0.7, "nu": 1.0, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2), optax.ema(0.7, debias=False),
                   optax.scale_by_learning_rate(rate)), "ema before the rate, decayed")
    yield case("signum", {"lr": 0.02, "momentum": 0.8, "nesterov": True},
               one(optax.lion, {}, b1=0.8**2, b2=0.8, weight_decay=0.0), "lion at b1 = b2²")
    yield case("signum", {"lr": 0.02, "momentum": 0.8}, one(optax.signum, {}, beta=0.8), "signum")
    yield case("signum", {"lr": 0.02, "momentum": 0.0}, optax.sign_sgd, "sign_sgd", schedule=SCHEDULE)
    yield case("signum", {"lr": 0.02, "momentum": 0.6, "weight_decay": 0.3},
               lambda rate: optax.chain(
                   optax.ema(0.6, debias=False), optax.scale_by_sign(), optax.add_decayed_weights(0.3),
                   optax.scale_by_learning_rate(rate)), "signum's chain with decay", schedule=CUTS)
    lion = {"lr": 0.02, "beta1": 0.7, "beta2": 0.95}
    yield case("lion", {"preset": "optax", "lr": 0.02}, optax.lion, "lion")
    yield case("lion", {**lion, "weight_decay": 0.3}, one(optax.lion, decayed(lion), weight_decay=0.3),
               "lion", schedule=CUTS)
    yield case("lion", {**lion, "weight_decay": 0.3}, one(optax.lion, decayed(lion), weight_decay=0.3),
               "lion", precision="float32")
    yield from adam_and_kin()
    yield from squares()
    yield from layers()


def adam_and_kin():
    own = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3}
    inside = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95}
    yield case("adam", {"preset": "optax", "lr": 0.02}, optax.adam, "adam")
    yield case("adam", own, one(optax.adam, moments(own)), "adam", schedule=SCHEDULE)
    yield case("adam", own, one(optax.adam, moments(own)), "adam", precision="float32")
    yield case("adam", {**inside, "eps": 1e-2, "eps_placement": "inside"},
               one(optax.adam, moments(inside), eps=0.0, eps_root=1e-2), "adam, eps_root")
    yield case("adam", {"preset": "optax", "lr": 0.02, "amsgrad": True}, optax.amsgrad, "amsgrad")
    yield case("adam", {**own, "amsgrad": True, "amsgrad_corrected": True},
               one(optax.amsgrad, moments(own)), "amsgrad", schedule=CUTS)
    yield case("adam", {**inside, "amsgrad": True, "amsgrad_corrected": True, "eps": 1e-2,
                        "eps_placement": "inside"},
               one(optax.amsgrad, moments(inside), eps=0.0, eps_root=1e-2), "amsgrad, eps_root")
    yield case("adam", {**own, "amsgrad": True, "bias_correction": False},
               one(optax.amsgrad, moments(own), bias_correction_mu=False, bias_correction_nu=False),
               "amsgrad, no corrections")
    yield case("adam", {"preset": "reddi", "lr": 0.02},
               one(optax.amsgrad, {}, eps=0.0, bias_correction_mu=False, bias_correction_nu=False),
               "amsgrad, no corrections", zeros=False)
    for place, mean in (("after", False), ("inside", True)):
        given = {"lr": 0.02, "beta1": 0.0, "beta2": 0.9, "eps": 1e-2, "eps_placement": place}
        yield case("adam", given, one(optax.rmsprop, {}, decay=0.9, eps=1e-2, eps_in_sqrt=mean,
                                      bias_correction=True), "rmsprop, bias_correction")
    yield case("adamw", {"preset": "optax", "lr": 0.02}, optax.adamw, "adamw")
    yield case("adamw", {**own, "weight_decay": 0.2}, one(optax.adamw, moments(own), weight_decay=0.2),
               "adamw", schedule=CUTS)
    yield case("adamw", {**own, "weight_decay": 0.2}, one(optax.adamw, moments(own), weight_decay=0.2),
               "adamw", precision="float32")
    yield case("adamw", {**inside, "weight_decay": 0.2, "eps": 1e-2, "eps_placement": "inside"},
               one(optax.adamw, moments(inside), weight_decay=0.2, eps=0.0, eps_root=1e-2),
               "adamw, eps_root")
    corrected = {"amsgrad": True, "amsgrad_corrected": True, "weight_decay": 0.2}
    yield case("adamw", {**own, **corrected},
               lambda rate: optax.chain(
                   optax.scale_by_amsgrad(**moments(own)), optax.add_decayed_weights(0.2),
                   optax.scale_by_learning_rate(rate)), "adamw's chain with scale_by_amsgrad")
    yield case("adamw", {**own, "amsgrad": True, "bias_correction": False, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.scale_by_amsgrad(
                       **moments(own), bias_correction_mu=False, bias_correction_nu=False),
                   optax.add_decayed_weights(0.2), optax.scale_by_learning_rate(rate)),
               "adamw's chain with scale_by_amsgrad, no corrections", schedule=RISE)
    # Decay by the schedule's factor alone: λ over lr, which Optax multiplies by the rate.
    yield case("adamw", {**own, "weight_decay": 0.1, "decay": "schedule"},
               one(optax.adamw, moments(own), weight_decay=0.1 / 0.02), "adamw, λ/lr", schedule=CUTS)
    yield case("adamw", {**own, "weight_decay": 0.1, "decay": "rate_squared"},
               lambda rate: optax.chain(
                   optax.scale_by_adam(**moments(own)), optax.add_decayed_weights(optax_runs.rate(0.1, CUTS)),
                   optax.scale_by_learning_rate(rate)), "adamw's chain, λη/lr", schedule=CUTS)
    yield case("nadam", {"preset": "optax", "lr": 0.02}, optax.nadam, "nadam")
    yield case("nadam", {**own, "momentum_decay": 0.0}, one(optax.nadam, moments(own)), "nadam",
               schedule=CUTS)
    yield case("nadam", {**own, "momentum_decay": 0.0, "decoupled_weight_decay": True,
                         "weight_decay": 0.2}, one(optax.nadamw, moments(own), weight_decay=0.2),
               "nadamw", schedule=SCHEDULE)
    yield case("nadam", {**own, "momentum_decay": 0.0, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2), optax.nadam(rate, **moments(own))),
               "nadam after add_decayed_weights", precision="float32")
    yield case("radam", {"preset": "optax", "lr": 0.02}, optax.radam, "radam")
    after = {**own, "eps_placement": "after"}
    yield case("radam", {**after, "threshold": 6.5}, one(optax.radam, moments(own), threshold=6.5),
               "radam", schedule=CUTS)
    yield case("radam", {**inside, "eps": 1e-2, "eps_placement": "inside", "threshold": 4.5},
               one(optax.radam, moments(inside), eps=0.0, eps_root=1e-2, threshold=4.5),
               "radam, eps_root")
    yield case("radam", {**after, "weight_decay": 0.2, "decoupled_weight_decay": True},
               lambda rate: optax.chain(
                   optax.scale_by_radam(**moments(own)), optax.add_decayed_weights(0.2),
                   optax.scale_by_learning_rate(rate)), "radam's chain with decay", schedule=RISE)
    yield case("adamax", {"preset": "optax", "lr": 0.02}, optax.adamax, "adamax")
    largest = {"lr": 0.02, "beta1": 0.8, "beta2": 0.6, "eps": 1e-2}
    yield case("adamax", largest, one(optax.adamax, moments(largest)), "adamax", schedule=CUTS)
    yield case("adamax", largest, one(optax.adamaxw, moments(largest), weight_decay=0.3), "adamaxw",
               schedule=SCHEDULE, modifiers=["decoupled:weight_decay=0.3"])
    yield case("adabelief", {"lr": 0.02}, optax.adabelief, "adabelief")
    belief = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3, "eps_root": 1e-4}
    believed = {**moments(belief), "eps_root": 1e-4}
    yield case("adabelief", belief, one(optax.adabelief, believed), "adabelief", schedule=CUTS)
    yield case("adabelief", {**belief, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.scale_by_belief(**believed), optax.add_decayed_weights(0.2),
                   optax.scale_by_learning_rate(rate)), "adabelief's chain with decay", schedule=RISE)
    yield case("adabelief", {**belief, "weight_decay": 0.2, "decoupled_weight_decay": False},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2), optax.adabelief(rate, **believed)),
               "adabelief after add_decayed_weights", precision="float32")
    yield case("yogi", {"preset": "optax", "lr": 0.02}, optax.yogi, "yogi")
    yogi = {"lr": 0.02, "beta1": 0.8, "beta2": 0.7, "eps": 1e-2, "seeds_momentum": True}
    start = {**yogi, "initial_accumulator_value": 0.05}
    yield case("yogi", yogi, one(optax.yogi, moments(yogi)), "yogi", schedule=SCHEDULE)
    yield case("yogi", {**start, "weight_decay": 0.2, "decoupled_weight_decay": True},
               lambda rate: optax.chain(
                   optax.scale_by_yogi(**moments(start), initial_accumulator_value=0.05),
                   optax.add_decayed_weights(0.2), optax.scale_by_learning_rate(rate)),
               "yogi's chain with decay", schedule=CUTS)
    yield case("yogi", {**start, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2),
                   optax.scale_by_yogi(**moments(start), initial_accumulator_value=0.05),
                   optax.scale_by_learning_rate(rate)), "yogi's chain after add_decayed_weights",
               precision="float32")
    # With b2 = ½ alone: see LEFT_OUT.
    adan = {"lr": 0.02, "beta1": 0.9, "beta2": 0.5, "beta3": 0.8, "eps": 1e-3, "no_prox": True}
    keywords = renamed(adan, beta1="b1", beta2="b2", beta3="b3", eps="eps")
    for decay in (0.0, 0.3):
        yield case("adan", {**adan, "weight_decay": decay},
                   one(optax.adan, keywords, eps_root=0.0, weight_decay=decay), "adan at b2 = 1/2",
                   schedule=CUTS if decay else None)


def squares():
    yield case("adagrad", {"preset": "optax", "lr": 0.1}, optax.adagrad, "adagrad")
    yield case("adagrad", {"lr": 0.1, "initial_accumulator_value": 0.3, "eps": 1e-2,
                           "eps_placement": "inside"},
               one(optax.adagrad, {}, initial_accumulator_value=0.3, eps=1e-2), "adagrad",
               schedule=CUTS, scale=0.3)
    yield case("adagrad", {"preset": "paper", "lr": 0.1},
               one(optax.adagrad, {}, initial_accumulator_value=0.0, eps=0.0), "adagrad, eps=0",
               precision="float32")
    yield case("rmsprop", {"preset": "optax", "lr": 0.02}, optax.rmsprop, "rmsprop")
    for place in ("after", "inside"):
        for centered in (False, True):
            hyper = {"lr": 0.02, "alpha": 0.8, "eps": 1e-2, "eps_placement": place,
                     "centered": centered, "momentum": 0.6}
            yield case("rmsprop", hyper,
                       one(optax.rmsprop, {}, decay=0.8, eps=1e-2, eps_in_sqrt=place == "inside",
                           centered=centered, momentum=0.6), "rmsprop")
    yield case("rmsprop", {"lr": 0.02, "alpha": 0.8, "eps": 1e-2, "weight_decay": 0.2},
               lambda rate: optax.chain(
                   optax.add_decayed_weights(0.2),
                   optax.rmsprop(rate, decay=0.8, eps=1e-2, eps_in_sqrt=False)),
               "rmsprop after add_decayed_weights", schedule=SCHEDULE)
    yield case("adadelta", {"preset": "optax", "lr": 1.0}, optax.adadelta, "adadelta")
    delta = {"rho": 0.7, "eps": 1e-3, "weight_decay": 0.1}
    yield case("adadelta", {"lr": 0.5, **delta}, one(optax.adadelta, delta), "adadelta", schedule=CUTS)
    yield case("sm3", {"lr": 0.1}, lambda rate: optax.chain(
        optax.scale_by_sm3(), optax.scale_by_learning_rate(rate)), "sm3", layout=TENSORS)
    yield case("sm3", {"lr": 0.1, "momentum": 0.6}, one(optax.sm3, {}, momentum=0.6), "sm3",
               layout=MATRICES)
    yield case("sm3", {"lr": 0.1, "momentum": 0.6, "eps": 1e-2, "beta2": 0.8},
               lambda rate: optax.chain(
                   optax.scale_by_sm3(b1=0.6, b2=0.8, eps=1e-2), optax.scale_by_learning_rate(rate)),
               "scale_by_sm3", layout=TENSORS, schedule=CUTS)


def layers():
    lamb = {"lr": 0.02, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3}
    yield case("lamb", {**lamb, "weight_decay": 0.0}, one(optax.lamb, moments(lamb)), "lamb",
               layout=TENSORS)
    yield case("lamb", {**lamb, "weight_decay": 0.3}, one(optax.lamb, moments(lamb), weight_decay=0.3),
               "lamb", layout=TENSORS, schedule=CUTS)
    yield case("lamb", {**lamb, "weight_decay": 0.3}, one(optax.lamb, moments(lamb), weight_decay=0.3),
               "lamb", layout=TENSORS, precision="float32")
    lars = {"lr": 3.0, "momentum": 0.7, "trust_coefficient": 0.01, "eps": 1e-2}
    conventions = {"ratio_norm": "decayed", "rate_in_velocity": True}
    for nesterov, decay, schedule in ((False, 0.0, None), (True, 0.3, CUTS), (False, 0.3, SCHEDULE)):
        named = {**{k: v for k, v in lars.items() if k != "lr"}, "nesterov": nesterov,
                 "weight_decay": decay}
        yield case("lars", {**lars, **conventions, "nesterov": nesterov, "weight_decay": decay},
                   one(optax.lars, named), "lars", layout=TENSORS, schedule=schedule)
    novo = {"lr": 0.05, "beta1": 0.8, "beta2": 0.6, "eps": 1e-2}
    yield case("novograd", novo, one(optax.novograd, moments(novo)), "novograd", layout=TENSORS)
    yield case("novograd", {**novo, "weight_decay": 0.3},
               one(optax.novograd, moments(novo), weight_decay=0.3), "novograd", layout=TENSORS,
               schedule=CUTS)
    yield case("novograd", {**novo, "weight_decay": 0.3, "decoupled_weight_decay": True},
               lambda rate: optax.chain(
                   optax.scale_by_novograd(**moments(novo)), optax.add_decayed_weights(0.3),
                   optax.scale_by_learning_rate(rate)), "novograd's chain with decay", layout=TENSORS,
               schedule=SCHEDULE)
    yield from factors()


def factored(rate, *, power=0.8, least=0, epsilon=1e-30, clip=1.0, scales=True, momentum=None, decay=None):
    """adafactor of Optax with its powers in float64, as adafactor chains them."""
    parts = [
        optax.scale_by_factored_rms(
            True, power, 0, least, epsilon,
            decay_rate_fn=lambda step, p: 1.0 - (step + 1.0) ** (-p)),
        optax.clip_by_block_rms(clip), optax.scale_by_learning_rate(rate, flip_sign=False)]
    parts += [optax.scale_by_param_block_rms()] if scales else []
    parts += [optax.ema(momentum, debias=False)] if momentum else []
    parts += [optax.add_decayed_weights(decay)] if decay else []
    return optax.chain(*parts, optax.scale(-1))


def factors():
    own = {"lr": 0.2, "eps1_placement": "squares", "relative_step": False}
    name = "adafactor's chain, powers in float64"
    yield case("adafactor", own, factored, name, layout=TENSORS)
    yield case("adafactor", {**own, "eps1": 0.05, "beta2_decay": -0.5, "d": 0.7},
               one(factored, {}, epsilon=0.05, power=0.5, clip=0.7), name, layout=TENSORS, schedule=CUTS)
    yield case("adafactor", {**own, "scale_parameter": False, "beta1": 0.7},
               one(factored, {}, scales=False, momentum=0.7), name, layout=TENSORS, schedule=SCHEDULE)
    yield case("adafactor", {**own, "min_dim_to_factor": 4}, one(factored, {}, least=4), name,
               layout=MATRICES)
    # Optax's decay has no rate in it.
    yield case("adafactor", {**own, "weight_decay": 0.3}, one(factored, {}, decay=0.3 * 0.2), name,
               layout=TENSORS)
