#!/usr/bin/env python3
"""Print the points that SophiaGTests holds sophia:preset=authors to.

The steps are those of SophiaG in Liuhong99/Sophia: update_hessian takes the squares of a gradient at drawn labels into
its average, and step divides by ρ · bs · average + 1e-15. Here they are on plain least squares, and the labels are
drawn from the random numbers that Descent's run of the seed has, written out from their definition. Estimates are made
before steps 1, k + 1, …; in the authors' own training loop, they are made after step k, 2k, ….

Run with torch==2.13.0: python sophia_g.py
"""

import math

import torch

torch.set_default_dtype(torch.float64)
ROWS = [[1, 2, 0.5], [0, 1, -1], [4, 0, 0.25], [-1, 3, 2], [2, -2, 1], [0.5, 0.5, -3], [1, 1, 1], [3, -1, 0.5]]
TARGETS = [3, -1.5, 0.25, 1, 0.5, 2, -1, 0]
WORD = (1 << 64) - 1


def mix(z):
    """The finaliser of SplitMix64."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return z ^ (z >> 31)


def split(seed, stream):
    return mix((mix(seed ^ 0x6A09E667F3BCC909) + mix((stream + 1) & WORD)) & WORD)


def hashed(text):
    """FNV-1a."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & WORD
    return value


def bits(seed, k):
    return mix((seed + (k + 1) * 0x9E3779B97F4A7C15) & WORD)


def normal(seed, k):
    """Box and Muller from two numbers for each pair."""
    even = k & ~1
    radius = math.sqrt(-2 * math.log(((bits(seed, even) >> 12) + 0.5) * 2.0**-52))
    angle = 2 * math.pi * (bits(seed, even + 1) >> 11) * 2.0**-53
    return radius * (math.cos(angle) if k % 2 == 0 else math.sin(angle))


def noise(seed, step, count):
    """The draws of rules (stream 6) for labels, which belong to no tensor."""
    for stream in (6, hashed("labels"), hashed(""), step):
        seed = split(seed, stream)
    return torch.tensor([normal(seed, i) for i in range(count)])


def points(steps, seed, lr, period, rho, beta1=0.965, beta2=0.99, decay=0.1):
    rows, targets = torch.tensor(ROWS), torch.tensor(TARGETS)
    batch = len(ROWS)
    x, mean, squares = torch.zeros(3), torch.zeros(3), torch.zeros(3)
    for t in range(1, steps + 1):
        if (t - 1) % period == 0:
            drawn = -rows.T @ noise(seed, t, batch) / batch
            squares = beta2 * squares + (1 - beta2) * drawn * drawn
        gradient = rows.T @ (rows @ x - targets) / batch
        x = x * (1 - lr * decay)
        mean = beta1 * mean + (1 - beta1) * gradient
        x = x - lr * mean.sign() * (mean.abs() / (rho * batch * squares + 1e-15)).clamp(None, 1)
        yield x


for rho in (3.0, 0.04):
    kept = list(points(40, seed=3, lr=0.02, period=7, rho=rho))
    print(f"rho={rho}:", *(f"\n  {t}: {kept[t - 1].tolist()}" for t in (1, 8, 40)))
