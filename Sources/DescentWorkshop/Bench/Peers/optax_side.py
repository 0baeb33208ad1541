"""Optax's side: Adam on two-dimensional Rosenbrock in double precision."""

import os

# Use one thread, like our side.
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import optax

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

START = (-1.2, 1.0)
ADAM = optax.adam(1e-3)


def loss(x):
    return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2


def step(x, state):
    updates, state = ADAM.update(jax.grad(loss)(x), state)
    return optax.apply_updates(x, updates), state


@jax.jit
def _fused(x, state, count):
    return jax.lax.fori_loop(0, count, lambda _, carry: step(*carry), (x, state))


def fused():
    """All steps in one compiled loop, of which only the result is observable."""
    x = jnp.array(START)
    state = ADAM.init(x)

    def work(repetitions):
        jax.block_until_ready(_fused(x, state, repetitions))

    return work


def fused_loss(steps):
    x = jnp.array(START)
    return float(loss(_fused(x, ADAM.init(x), steps)[0]))


def jitted():
    """A compiled step, called from Python."""
    compiled = jax.jit(step)
    x = jnp.array(START)
    state = ADAM.init(x)

    def work(repetitions):
        nonlocal x, state
        for _ in range(repetitions):
            x, state = compiled(x, state)
        jax.block_until_ready(x)

    return work
