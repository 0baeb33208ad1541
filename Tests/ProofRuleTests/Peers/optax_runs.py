"""Runs a transformation of Optax on given gradients."""

import jax
import jax.numpy as jnp
import numpy as np
import optax

import records
from records import Case

VERSION = "0.2.8"


def rate(lr, schedule):
    """The rate as a function of Optax's count, which begins at 0."""
    if schedule is None:
        return lr
    steps = 64
    table = jnp.array([lr * records.FACTORS[schedule](t) for t in range(1, steps + 1)])
    return lambda count: table[count]


class Plain:
    """Plain parameters."""

    def enter(self, parameters):
        return parameters

    def point(self, parameters):
        return parameters

    def second(self, state, parameters):
        return None


class Ahead(Plain):
    """Parameters under optax.lookahead, whose fast ones are the point."""

    def enter(self, parameters):
        return optax.LookaheadParams.init_synced(parameters)

    def point(self, parameters):
        return parameters.fast


class Projected(Plain):
    """Parameters that are projected after each step."""

    def __init__(self, projection):
        self.projection = projection

    def point(self, parameters):
        return self.projection(parameters)


class ScheduleFree(Plain):
    """The point of optax.contrib.schedule_free, and its evaluated point."""

    def second(self, state, parameters):
        return optax.contrib.schedule_free_eval_params(state, parameters)


class Averaged(Plain):
    """The parameters and optax.ema of them."""

    def __init__(self, decay):
        self.average = optax.ema(decay, debias=True)
        self.state = None

    def enter(self, parameters):
        self.state = self.average.init(parameters)
        return parameters

    def second(self, state, parameters):
        result, self.state = self.average.update(parameters, self.state)
        return result


def case(optimizer, hyper, make, name, *, lr=None, around=None, **more):
    """A record of a transformation of Optax, which is made from the rate."""
    around = around or Plain()
    schedule = more.get("schedule")
    lr = hyper["lr"] if lr is None else lr

    def run(start, gradients, precision):
        kind = np.dtype(precision)
        transformation = make(rate(lr, schedule))
        parameters = around.enter([jnp.asarray(a, kind) for a in start])
        state = transformation.init(parameters)
        points, second = [], []
        for row in gradients:
            updates, state = transformation.update(
                [jnp.asarray(g, kind) for g in row], state, parameters)
            parameters = optax.apply_updates(parameters, updates)
            point = around.point(parameters)
            if isinstance(around, Projected):
                parameters = point
            assert all(x.dtype == kind for x in point), f"{optimizer}: {[x.dtype for x in point]}"
            points.append([np.asarray(x, np.float64) for x in point])
            other = around.second(state, parameters)
            if other is not None:
                second.append([np.asarray(x, np.float64) for x in other])
        return (points, second) if second else points

    has_second = isinstance(around, (ScheduleFree, Averaged))
    return Case(optimizer, hyper, f"optax {VERSION} {name}", run, averages=has_second, **more)


def renamed(hyper, **names):
    """Optax's keywords for some of our options."""
    return {names[key]: value for key, value in hyper.items() if key in names}


def check_version():
    assert optax.__version__ == VERSION, f"needs optax {VERSION}, found {optax.__version__}"
    assert jax.config.jax_enable_x64
