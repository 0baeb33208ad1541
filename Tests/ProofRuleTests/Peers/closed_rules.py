"""Rules that need values, on problems whose gradients are computed here: records in the form of
rules_reference.json."""

import random

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

import optax_runs
import torch_rules
from records import NOISE_RUNS, distance


def rosenbrock(x):
    a, b = x[1] - x[0] * x[0], 1 - x[0]
    return 100 * a * a + b * b, [-400 * a * x[0] - 2 * b, 200 * a]


def himmelblau(x):
    a, b = x[0] * x[0] + x[1] - 11, x[0] + x[1] * x[1] - 7
    return a * a + b * b, [4 * a * x[0] + 2 * b, 2 * a + 4 * b * x[1]]


def booth(x):
    a, b = x[0] + 2 * x[1] - 7, 2 * x[0] + x[1] - 5
    return a * a + b * b, [2 * a + 4 * b, 4 * a + 2 * b]


PROBLEMS = {f.__name__: f for f in (rosenbrock, himmelblau, booth)}
KEPT = (1, 2, 3, 4, 5, 7, 10, 14, 20, 30)


class Objective:
    """A problem whose gradients may be changed in their last bit."""

    def __init__(self, name, draw=None):
        self.function, self.draw = PROBLEMS[name], draw

    def __call__(self, x):
        value, gradient = self.function([float(v) for v in x])
        if self.draw:
            gradient = [float(np.nextafter(g, self.draw.choice((-np.inf, np.inf)))) for g in gradient]
        return value, gradient


def lbfgs(objective, start, steps, **options):
    """One iteration a step. With max_iter = 1 torch leaves the search max_eval − 1 trials: 26 are its own 25."""
    x = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [x], max_iter=1, max_eval=26, **{"tolerance_grad": 0, "tolerance_change": 0, **options})

    def closure():
        value, gradient = objective(x.detach().numpy())
        x.grad = torch.tensor(gradient)
        return torch.tensor(value, dtype=torch.float64)

    points = []
    for _ in range(steps):
        optimizer.step(closure)
        points.append(x.detach().numpy().copy())
    return points


def transformed(make):
    """A transformation of Optax that receives values and gradients."""
    def run(objective, start, steps):
        transformation = optax.with_extra_args_support(make(objective))
        x = jnp.asarray(start)
        state = transformation.init(x)
        points = []
        for _ in range(steps):
            value, gradient = objective(x)
            gradient = jnp.asarray(gradient)
            extra = {"value": value, "grad": gradient, "value_fn": lambda y: objective.traced(y)}
            move, state = transformation.update(gradient, state, x, **extra)
            x = optax.apply_updates(x, move)
            points.append(np.asarray(x))
        return points
    return run


def traced(self, y):
    return self.function(y)[0]


Objective.traced = traced


def polyak(scale=1.0, **options):
    """Of scale_by_polyak, not of polyak_sgd: see optax_rules.LEFT_OUT."""
    return transformed(lambda _: optax.chain(optax.scale_by_polyak(**options), optax.scale(-scale)))


def sharp(base, rho):
    """optax.contrib.sam: the ascent by g/(‖g‖ + 1e-12), as Descent has it, then the base rule."""
    def make(objective):
        ascent = optax.chain(optax.normalize_by_update_norm(eps=1e-12), optax.sgd(rho))
        whole = optax.contrib.sam(base, ascent, sync_period=2, opaque_mode=True)
        return optax.GradientTransformationExtraArgs(
            whole.init,
            lambda g, state, x, **_: whole.update(
                g, state, x, grad_fn=lambda y, _: jnp.asarray(objective(y)[1])))
    return transformed(make)


def sophia(lr, **options):
    """optax.contrib.sophia with booth's diagonal of the Hessian. It corrects m, and uses h a step late: one with
    Descent's rule at its defaults where β₁ = 0, the first step is clipped by either h, and the later ones have
    one h."""
    diagonal = optax.GradientTransformationExtraArgs(
        lambda _: optax.EmptyState(), lambda g, state, params=None, **_: (jnp.full_like(g, 10.0), state))
    return transformed(lambda _: optax.contrib.sophia(
        lr, b1=0.0, hessian_diagonal_fn=diagonal, **options))


def curvatures(problem, x):
    """The diagonal of the Hessian."""
    if problem == "rosenbrock":
        return jnp.array([1200 * x[0] * x[0] - 400 * x[1] + 2, 200.0])
    return jnp.array([12 * x[0] * x[0] + 4 * x[1] - 42, 12 * x[1] * x[1] + 4 * x[0] - 26])


def curved_sophia(problem, lr, **options):
    """optax.contrib.sophia with the exact diagonal of rosenbrock or himmelblau."""
    diagonal = optax.GradientTransformationExtraArgs(
        lambda _: optax.EmptyState(), lambda g, state, params=None, **_: (curvatures(problem, params), state))
    return transformed(lambda _: optax.contrib.sophia(lr, hessian_diagonal_fn=diagonal, **options))


def armijo(most=1e10, **options):
    return transformed(lambda _: optax.chain(
        optax.sgd(1.0), optax.scale_by_backtracking_linesearch(
            max_backtracking_steps=60, max_learning_rate=most, rtol=0.0, **options)))


def bare_lbfgs(memory, lr):
    return transformed(lambda _: optax.lbfgs(lr, memory, linesearch=None))


def cases():
    """Rule, options, problem, start, program, its name, modifiers."""
    t = f"torch {torch_rules.VERSION} LBFGS, max_iter=1 a step"
    o = f"optax {optax_runs.VERSION} "
    search = {"line_search": "strong_wolfe", "curvature": "absolute"}
    for problem, start in (("rosenbrock", [-1.2, 1.0]), ("himmelblau", [0.3, -0.7]),
                           ("booth", [3.1, -2.4])):
        steps = {"rosenbrock": 20, "himmelblau": 9, "booth": 4}[problem]
        for history in (3, 100):
            yield ("lbfgs", {**search, "history_size": history}, problem, start, steps,
                   lambda f, x, n, h=history: lbfgs(
                       f, x, n, history_size=h, line_search_fn="strong_wolfe"), t, None)
    yield ("lbfgs", {**search, "lr": 0.3}, "rosenbrock", [-0.8, 1.3], 20,
           lambda f, x, n: lbfgs(f, x, n, lr=0.3, line_search_fn="strong_wolfe"), t, None)
    yield ("lbfgs", {**search, "tolerance": 0.5}, "himmelblau", [0.3, -0.7], 12,
           lambda f, x, n: lbfgs(f, x, n, line_search_fn="strong_wolfe", tolerance_grad=0.5),
           t + ", tolerance_grad", None)
    yield ("lbfgs", {"line_search": "none", "curvature": "absolute", "lr": 0.4, "history_size": 4},
           "booth", [3.1, -2.4], 14, lambda f, x, n: lbfgs(f, x, n, lr=0.4, history_size=4), t, None)
    # The first step of Optax is of length min(1, 1/‖g‖), of ours min(1, 1/‖g‖₁): 1 for both at this start.
    yield ("lbfgs", {"line_search": "none", "lr": 0.5, "history_size": 3}, "booth", [1.02, 2.97], 10,
           bare_lbfgs(3, 0.5), o + "lbfgs, linesearch=None", None)
    yield ("gd_armijo", {"lr": 1.5, "grow": 1.5, "shrink": 0.8}, "rosenbrock", [-1.2, 1.0], 30,
           armijo(slope_rtol=1e-4, decrease_factor=0.8, increase_factor=1.5),
           o + "sgd before scale_by_backtracking_linesearch", None)
    yield ("gd_armijo", {"lr": 2.0, "grow": 2.0, "shrink": 0.5, "c1": 0.3}, "himmelblau", [0.3, -0.7], 20,
           armijo(slope_rtol=0.3, decrease_factor=0.5, increase_factor=2.0),
           o + "sgd before scale_by_backtracking_linesearch", None)
    yield ("gd_armijo", {"lr": 0.7, "grow": 0.0, "shrink": 0.5}, "rosenbrock", [-1.2, 1.0], 14,
           armijo(0.7, slope_rtol=1e-4, decrease_factor=0.5, increase_factor=float("inf")),
           o + "sgd before scale_by_backtracking_linesearch", None)
    for variant in ("sps", "sps+"):
        yield ("polyak", {"lr": 1.0, "max_lr": 0.01, "f_min": 0.0, "eps": 0.5, "variant": variant},
               "himmelblau", [0.3, -0.7], 20,
               polyak(max_learning_rate=0.01, eps=0.5, variant=variant), o + "polyak_sgd", None)
        # A lowest value that the problem is below in the end, so that the two variants differ.
        yield ("polyak", {"lr": 1.3, "max_lr": 0.02, "f_min": 3.0, "variant": variant}, "booth",
               [3.1, -2.4], 20, polyak(1.3, max_learning_rate=0.02, f_min=3.0, variant=variant),
               o + "scale_by_polyak before scale", None)
    fixed = {"beta1": 0.0, "hessian": "exact"}
    for own, options in (
            ({"lr": 0.2, "beta2": 0.5, "rho": 4.0, "update_period": 100, "weight_decay": 0.1},
             {"b2": 0.5, "gamma": 4.0, "update_interval": 100, "weight_decay": 0.1}),
            ({"lr": 0.2, "beta2": 0.0, "rho": 2.0, "update_period": 3, "weight_decay": 0.0, "eps": 21.0},
             {"b2": 0.0, "gamma": 2.0, "update_interval": 3, "weight_decay": 0.0, "eps": 21.0})):
        yield ("sophia", {**own, **fixed}, "booth", [3.1, -2.4], 20, sophia(own["lr"], **options),
               o + "contrib.sophia at b1 = 0", None)
    sam = o + "contrib.sam"
    yield ("sam", {"lr": 1e-3, "rho": 0.1, "momentum": 0.7}, "rosenbrock", [-1.2, 1.0], 30,
           sharp(optax.sgd(1e-3, 0.7), 0.1), sam, None)
    yield ("sam", {"lr": 1e-3, "rho": 0.1, "momentum": 0.7, "nesterov": True, "weight_decay": 0.2},
           "himmelblau", [0.3, -0.7], 20,
           sharp(optax.chain(optax.add_decayed_weights(0.2), optax.sgd(1e-3, 0.7, True)), 0.1), sam, None)
    yield ("adam", {"lr": 0.05}, "himmelblau", [0.3, -0.7], 20, sharp(optax.adam(0.05), 0.2), sam,
           ["sam:rho=0.2"])
    preset = {"preset": "optax", "hessian": "exact"}
    for problem, start, own, options in (
            ("rosenbrock", [-1.2, 1.0], {"lr": 0.05}, {}),
            ("himmelblau", [0.3, -0.7], {"lr": 0.1, "update_period": 3}, {"update_interval": 3}),
            ("himmelblau", [3.3, 2.4],
             {"lr": 0.2, "beta1": 0.8, "beta2": 0.5, "rho": 1.5, "eps": 1e-3, "weight_decay": 0.1,
              "update_period": 2},
             {"b1": 0.8, "b2": 0.5, "gamma": 1.5, "eps": 1e-3, "weight_decay": 0.1, "update_interval": 2})):
        yield ("sophia", {**own, **preset}, problem, start, 30,
               curved_sophia(problem, own["lr"], **options), o + "contrib.sophia", None)


def records():
    for optimizer, hyper, problem, start, steps, run, reference, modifiers in cases():
        points = run(Objective(problem), start, steps)
        noise = np.finfo(np.float64).eps / 2
        for seed in range(NOISE_RUNS):
            other = run(Objective(problem, random.Random(seed)), start, steps)
            noise = max(noise, distance([[p] for p in other], [[p] for p in points]))
        assert all(np.all(np.isfinite(p)) for p in points), f"{optimizer} {hyper} on {problem}"
        last = max((t for t in range(1, steps) if np.any(points[t] != points[t - 1])), default=0) + 1
        kept = {
            "optimizer": optimizer, "hyper": hyper, "reference": reference,
            "noise": float(f"{noise:.1e}"), "problem": problem, "start": start,
            "points": {str(t): points[t - 1].tolist() for t in range(1, last + 1)
                       if t in KEPT or t == last},
        }
        if "tolerance" in hyper:
            assert last < steps, f"{optimizer} {hyper} on {problem} does not stop"
            kept["stops"] = True
        if modifiers:
            kept["modifiers"] = modifiers
        yield kept


assert jax.config.jax_enable_x64
