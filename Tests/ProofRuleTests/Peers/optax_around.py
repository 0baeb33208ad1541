"""The wrappers of Optax around a rule, for our modifiers."""

import optax

from optax_rules import one
from optax_runs import Ahead, Averaged, Projected, case
from records import CUTS, MATRICES, ONE, TENSORS

LEFT_OUT = {
    "add_noise": "draws other random numbers",
    "apply_if_finite, skip_not_finite": "a record has no number that is not finite",
    "MultiSteps, apply_every": "a record has one gradient a step",
    "keep_params_nonnegative, projections onto other sets": "Descent projects onto a box, a ball, a simplex",
}


def cases():
    def heavy(rate):
        return optax.sgd(rate, momentum=0.7)

    own = {"lr": 0.05, "momentum": 0.7}
    for reset, pullback in ((False, "none"), (True, "reset")):
        yield case("momentum", own,
                   lambda rate, r=reset: optax.lookahead(heavy(rate), 3, 0.4, reset_state=r),
                   f"sgd under lookahead, reset_state={reset}", around=Ahead(),
                   modifiers=[f"lookahead:k=3,alpha=0.4,pullback={pullback}"])
    before = [
        (optax.clip(0.4), "clip", "clip_value:value=0.4", {}),
        (optax.clip_by_global_norm(0.8), "clip_by_global_norm", "clip_norm:norm=0.8", {}),
        (optax.centralize(), "centralize", "centralized", {"layout": TENSORS}),
        (optax.contrib.normalize(), "contrib.normalize", "normalized", {}),
        (optax.adaptive_grad_clip(0.2, 0.05, axis=1), "adaptive_grad_clip, axis=1",
         "agc:clip=0.2,eps=0.05", {"layout": MATRICES}),
    ]
    for stage, name, modifier, more in before:
        yield case("momentum", own, lambda rate, s=stage: optax.chain(s, heavy(rate)),
                   f"sgd after {name}", modifiers=[modifier], **more)
    project = optax.projections
    for projection, name, modifier, more in (
            (lambda p: project.projection_box(p, [-0.5], [0.5]), "projection_box", "project:box=0.5", {}),
            (lambda p: project.projection_l2_ball(p, 0.8), "projection_l2_ball", "project:ball=0.8", {}),
            (lambda p: project.projection_simplex(p, 2.0), "projection_simplex", "project:simplex=2",
             {"simplex": 2.0})):
        yield case("momentum", own, heavy, f"sgd before {name}", layout=ONE, around=Projected(projection),
                   modifiers=[modifier], **more)
    yield case("adam", {"lr": 0.05}, optax.adam, "adam beside ema", around=Averaged(0.7),
               modifiers=["ema:decay=0.7,debiased=true"])
    yield case("adam", {"lr": 0.05}, one(optax.adamw, {}, weight_decay=0.1 / 0.05), "adamw, λ/lr",
               schedule=CUTS, modifiers=["decoupled:weight_decay=0.1,decay=schedule"])
