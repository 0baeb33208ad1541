"""The defects of recall.py: changes of right optimizers, modelled on mistakes that somebody made.

`origin` says where the mistake was made. `lawful` marks changes that make another rule which nobody can call wrong
without knowing what is meant; only --like can refuse them.
"""


class Defect:
    """A change of a module of torch.optim, or a module of its own if `base` is None.

    `edits` are texts and their replacements, each of which has one place in the plain path of the module, or else
    in all of it. `text` is added at the end.
    """

    def __init__(self, name, base, rule, origin, edits=(), like=None, lawful=False, text=""):
        self.name, self.base, self.rule, self.origin = name, base, rule, origin
        self.edits, self.like, self.lawful, self.text = edits, like, lawful, text


CONTROLS = [
    Defect("right_" + base, base, rule, "an unchanged copy", like=like)
    for base, rule, like in [
        ("sgd", "SGD", None), ("adam", "Adam", None), ("adagrad", "Adagrad", None),
        ("adadelta", "Adadelta", None), ("adamax", "Adamax", None), ("radam", "RAdam", None),
        ("rprop", "Rprop", None)]]
DEFECTS = []


def adam(name, origin, *edits, lawful=False, text="", like="adam"):
    DEFECTS.append(Defect("adam_" + name, "adam", "Adam", origin, edits, like, lawful, text))


def sgd(name, origin, *edits, lawful=False, text="", like="momentum:momentum=0.9"):
    DEFECTS.append(Defect("sgd_" + name, "sgd", "SGD", origin, edits, None, lawful, text))


def other(base, rule, name, origin, *edits, lawful=False, like=None, text=""):
    DEFECTS.append(Defect("%s_%s" % (base, name), base, rule, origin, edits, like, lawful, text))


# Lines of torch 2.13.0 that several defects change.
STEP = "step = _get_value(step_t)"
CORRECTIONS = ("bias_correction1 = 1 - beta1**step\n            bias_correction2 = 1 - beta2**step\n\n"
               "            step_size = lr / bias_correction1\n\n            bias_correction2_sqrt = bias_correction2**0.5")
DENOMINATOR = "denom = (exp_avg_sq.sqrt() / bias_correction2_sqrt).add_(eps)"
MOVE = "param.addcdiv_(exp_avg, denom, value=-step_size)  # type: ignore[arg-type]"
COUPLED = ("                        grad = grad.add(param, alpha=weight_decay)\n"
           "                else:\n"
           "                    grad = grad.add(param, alpha=weight_decay)")
SQUARES = ("        else:\n            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)  "
           "# type: ignore[arg-type]")
MEAN = "exp_avg.lerp_(grad, 1 - device_beta1)"
DECOUPLED = "param.mul_(1 - lr * weight_decay)"
COUNTS = 'state_steps.append(state["step"])'
SGD_DECAY = ("                    grad = grad.add(param, alpha=weight_decay)\n"
             "            else:\n"
             "                grad = grad.add(param, alpha=weight_decay)")
SGD_BUFFER = "buf.mul_(momentum).add_(grad, alpha=1 - dampening)"
SGD_MOVE = ("        else:\n            param.add_(grad, alpha=-lr)")


def decayed(expression):
    return COUPLED.rsplit("grad = grad.add(param, alpha=weight_decay)", 1)[0] + "grad = " + expression


def sgd_decayed(expression):
    return SGD_DECAY.rsplit("grad = grad.add(param, alpha=weight_decay)", 1)[0] + "grad = " + expression


# Step counters and corrections of bias.
adam("counter_from_0", "burn #630: the first correction is 0", (STEP, STEP + " - 1"))
adam("counter_from_2", "tensorflow #35444: the first step has t = 2", (STEP, STEP + " + 1"), lawful=True)
adam("no_correction", "mlx #1640: no correction of bias",
     (CORRECTIONS, "step_size, bias_correction2_sqrt = lr, 1.0"), lawful=True)
adam("correction_multiplies", "convnetjs #70: the correction multiplies",
     (CORRECTIONS, CORRECTIONS.replace("lr / bias_correction1", "lr * bias_correction1")), lawful=True)
adam("half_correction", "swift-apis #313: the second moment is not corrected",
     (CORRECTIONS, CORRECTIONS.replace("bias_correction2**0.5", "1.0")), lawful=True)
adam("no_power", "ML-From-Scratch #35: the power t is missing",
     (CORRECTIONS, CORRECTIONS.replace("beta1**step", "beta1").replace("beta2**step", "beta2")), lawful=True)
adam("counter_of_all", "flashlight #143: one counter, advanced once for each parameter",
     (COUNTS, 'state_steps.append(self.__dict__.setdefault("steps", state["step"]))'))
adam("counter_not_saved", "keras #12449: the counter is not saved",
     ("        for group in self.param_groups:\n            params_with_grad: list[Tensor] = []",
      "        self.steps = getattr(self, 'steps', 0) + 1\n"
      "        for group in self.param_groups:\n            params_with_grad: list[Tensor] = []"),
     (COUNTS, 'state["step"].fill_(self.steps - 1)\n                ' + COUNTS))
adam("counter_of_last", "DeepSpeed #8471: the counter of the last tensor with a gradient is used for all",
     (STEP, "step = _get_value(state_steps[-1]) + (step_t is not state_steps[-1])"))
adam("counter_reset_by_loading", "pytorch #60265: a resumed run starts to count anew",
     ("step_val = float(p_state[\"step\"])", "step_val = 0.0"),
     ("len(p_state) != 0 and not torch.is_tensor(p_state[\"step\"])", "len(p_state) != 0"))
adam("counter_never_advances", "OLMo-core #317: t stays as it is", ("step_t += 1", "step_t.fill_(1)"), lawful=True)
adam("counter_saturates", "torchao #4915: a counter in bfloat16 stops at 256", (STEP, "step = min(_get_value(step_t), 256)"),
     lawful=True)
adam("counter_of_groups", "NVIDIA DeepLearningExamples #391: the counter is advanced once for each group",
     ("            beta1, beta2 = group[\"betas\"]\n\n            has_complex",
      "            beta1, beta2 = group[\"betas\"]\n            self.steps = getattr(self, 'steps', 0) + 1\n"
      "            self.param_groups[0]['steps'] = self.steps\n\n            has_complex"),
     ("step = _get_value(step_t)\n\n            bias", "step = _STEPS[0]\n\n            bias"),
     (COUNTS, "_STEPS[0] = self.steps = max(self.steps, group.get('steps', 0))\n                " + COUNTS),
     text="\n_STEPS = [0]\n")
adam("cached_step_size", "Ranger #9: step sizes are kept in a buffer of the class, by the number of the step",
     ("step_size = lr / bias_correction1\n\n            bias_correction2_sqrt = bias_correction2**0.5",
      "step_size = _SIZES.setdefault(step, lr / bias_correction1)\n\n"
      "            bias_correction2_sqrt = bias_correction2**0.5"), text="\n_SIZES = {}\n")

# Epsilon.
adam("eps_in_root", "Flux #448: epsilon is inside the root",
     (DENOMINATOR, "denom = (exp_avg_sq + eps).sqrt() / bias_correction2_sqrt"), lawful=True)
adam("eps_before_correction", "tensorflow #35102: epsilon is added before the correction",
     (DENOMINATOR, "denom = exp_avg_sq.sqrt().add_(eps) / bias_correction2_sqrt"), lawful=True)
adam("eps_twice", "pytorch_optimizer #397: epsilon inside and outside of the root",
     (DENOMINATOR, "denom = ((exp_avg_sq + eps).sqrt() / bias_correction2_sqrt).add_(eps)"), lawful=True)
adam("eps_beside_reciprocal", "pytorch_optimizer #480: epsilon is added to the reciprocal root",
     (MOVE, "param.add_(exp_avg * ((exp_avg_sq.sqrt() / bias_correction2_sqrt).reciprocal() + eps), alpha=-step_size)"))
adam("eps_unused", "chainer #6299: 0/0 at a gradient of 0", (DENOMINATOR, "denom = exp_avg_sq.sqrt() / bias_correction2_sqrt"))
adam("eps_of_defaults", "apex #1186: a constant in the place of an option",
     ('eps=group["eps"]', "eps=1e-8"))
adam("root_missing", "torch/optim #48: no root of the second moment",
     (DENOMINATOR, "denom = (exp_avg_sq / bias_correction2_sqrt).add_(eps)"), lawful=True)

# Decay.
adam("decay_grows", "chainer #261: decay has the wrong sign", (COUPLED, decayed("grad.add(param, alpha=-weight_decay)")))
adam("decay_grows_decoupled", "AdamW-pytorch #1: decay has the wrong sign", (DECOUPLED, "param.mul_(1 + lr * weight_decay)"))
adam("decay_in_gradient", "pytorch #12218: decay is written into the caller's gradient",
     (COUPLED, decayed("grad.add_(param, alpha=weight_decay)")))
adam("decay_without_rate", "addons #2282 (disputed): decoupled decay is not multiplied by the rate",
     (DECOUPLED, "param.mul_(1 - weight_decay)"), lawful=True)
adam("decay_constant", "jettify #454: a constant is subtracted in the place of a share of the parameter",
     (DECOUPLED, "param.sub_(lr * weight_decay)"))
adam("decay_of_sign", "keras-adamw #39: l1 in the place of l2", (COUPLED, decayed("grad.add(param.sign(), alpha=weight_decay)")),
     lawful=True)
adam("decay_unused", "pytorch_optimizer #517: decay is accepted and never used",
     ("        if weight_decay != 0:\n            if decoupled", "        if False:\n            if decoupled"))
adam("decay_lost", "tinygrad #17708: decay is computed into a variable that nothing reads",
     (COUPLED, decayed("grad + 0 * grad.add(param, alpha=weight_decay).sign()")))
adam("decay_for_gradient", "torchlayers #17: decay takes the place of the gradient",
     (COUPLED, decayed("param * weight_decay")))
adam("decay_multiplies", "mxnet #8925: the gradient is multiplied by what should be added to it",
     (COUPLED, decayed("grad * (1 + weight_decay * param)")))
adam("decay_twice", "mxnet #13683: decay is counted twice", (COUPLED, decayed("grad.add(param, alpha=2 * weight_decay)")),
     lawful=True)
adam("decay_after_moments", "mxnet #5099: decay does not reach the moments",
     (COUPLED, decayed("grad")), (MOVE, "param.addcdiv_(exp_avg + weight_decay * param, denom, value=-step_size)"),
     lawful=True)
adam("decay_flag_dead", "bitsandbytes #2088: an option is never forwarded",
     ("            if decoupled_weight_decay:\n                # Perform", "            if False:\n                # Perform"))
adam("decay_of_first_group", "levanter #1147: groups share the decay of one",
     ('weight_decay=group["weight_decay"],\n                eps', 'weight_decay=self.param_groups[0]["weight_decay"],\n                eps'))
sgd("decay_in_gradient", "pytorch #12218: decay is written into the caller's gradient",
    (SGD_DECAY, sgd_decayed("grad.add_(param, alpha=weight_decay)")))
sgd("decay_needs_momentum", "mlx #473: decay has an effect only with momentum",
    ("        if weight_decay != 0:", "        if weight_decay != 0 and momentum != 0:"))
sgd("decay_without_rate", "addons #2282 (disputed): decay is not multiplied by the rate",
    (SGD_DECAY, sgd_decayed("grad; param.mul_(1 - weight_decay)")), lawful=True)
sgd("decay_grows", "PaddlePaddle #4743: decay is added", (SGD_DECAY, sgd_decayed("grad.sub(param, alpha=weight_decay)")))
other("radam", "RAdam", "decay_unused", "fastai2 #246: decay is overwritten",
      ("grad = grad.add(param, alpha=weight_decay)\n\n        # Decay the first", "pass\n\n        # Decay the first"),
      like="radam")

# Momentum.
sgd("buffer_is_gradient", "jettify #55: the gradient is kept by reference", ("buf = grad.detach().clone()", "buf = grad.detach()"))
sgd("momentum_zeroed", "pytorch_optimizer #516: the buffer is zeroed before each step",
    (SGD_BUFFER, "buf.zero_().add_(grad, alpha=1 - dampening)"))
sgd("buffer_not_kept", "rust-autograd #16: the buffer is computed into a copy",
    (SGD_BUFFER, "buf = buf.mul(momentum).add(grad, alpha=1 - dampening)"), lawful=True)
sgd("first_dampened", "pytorch #152833: dampening at the first step, too",
    ("buf = grad.detach().clone()", "buf = grad.detach().clone().mul_(1 - dampening)"), lawful=True)
sgd("dampening_dead", "bitsandbytes #2088: an option is never forwarded", (SGD_BUFFER, "buf.mul_(momentum).add_(grad)"))
sgd("nesterov_sign", "Paddle #12231: the look-ahead has the wrong sign",
    ("grad = grad.add(buf, alpha=momentum)", "grad = grad.sub(buf, alpha=momentum)"), lawful=True)
sgd("nesterov_dead", "mxnet #15543: Nesterov's momentum is that of the heavy ball",
    ("            if nesterov:", "            if False:"))
sgd("nesterov_writes", "pytorch, own find: the look-ahead is written into the caller's gradient",
    ("grad = grad.add(buf, alpha=momentum)", "grad = grad.add_(buf, alpha=momentum)"))
sgd("nesterov_feeds_back", "mlx #87: the look-ahead gradient goes back into the buffer",
    ("grad = grad.add(buf, alpha=momentum)", "grad = buf.add_(grad.add(buf, alpha=momentum))"), lawful=True)
sgd("rate_in_buffer", "MatrixSlow #17: the first velocity lacks the rate that later ones have",
    (SGD_BUFFER, "buf.mul_(momentum).add_(grad, alpha=lr)"), lawful=True)
sgd("maximize_dead", "pytorch_optimizer #528: maximize does nothing",
    ("grads[i] if not maximize else -grads[i]", "grads[i]"))
sgd("maximize_after_decay", "pytorch_optimizer #528: maximize turns decay around",
    ("grads[i] if not maximize else -grads[i]", "grads[i]"), (SGD_MOVE, SGD_MOVE.replace("-lr", "lr if maximize else -lr")))
sgd("one_buffer", "Detectron.pytorch #118: tensors of one shape share a buffer",
    ('momentum_buffer_list.append(state.get("momentum_buffer"))',
     'momentum_buffer_list.append(next((self.state[q]["momentum_buffer"] for q in group["params"]\n'
     '                        if q.shape == p.shape and "momentum_buffer" in self.state[q]), None))'))
sgd("momentum_diverges", "blocks #1144: the buffer is divided by the decay",
    (SGD_BUFFER, "buf.div_(momentum).add_(grad, alpha=1 - dampening)"))
sgd("sets_gradient", "mlx #4426: the caller's gradient is scaled in place", (SGD_MOVE, "        else:\n            param.sub_(grad.mul_(lr))"))

# Adaptive denominators.
adam("amsgrad_not_kept", "pytorch #4034: the maximum is not stored",
     ("torch.maximum(max_exp_avg_sqs[i], exp_avg_sq, out=max_exp_avg_sqs[i])",
      "max_exp_avg_sqs[i] = torch.maximum(max_exp_avg_sqs[i], exp_avg_sq)"))
adam("amsgrad_dead", "GTS #16: amsgrad is not wired", ("            if amsgrad:\n                # Maintains the maximum of all 2nd moment running avg. till now\n                torch",
      "            if False:\n                # Maintains the maximum of all 2nd moment running avg. till now\n                torch"))
adam("amsgrad_corrected", "pytorch #142323: the maximum of corrected moments",
     ("torch.maximum(max_exp_avg_sqs[i], exp_avg_sq, out=max_exp_avg_sqs[i])",
      "torch.maximum(max_exp_avg_sqs[i], exp_avg_sq / bias_correction2, out=max_exp_avg_sqs[i])"), lawful=True)
adam("squares_not_kept", "rust-autograd #16: the second moment is computed into a copy",
     (SQUARES, "        else:\n            exp_avg_sq = exp_avg_sq.mul(beta2).addcmul(grad, grad, value=1 - beta2)"), lawful=True)
adam("no_squares", "Waikato moa #134: the gradient in the place of its square",
     (SQUARES, "        else:\n            exp_avg_sq.mul_(beta2).add_(grad, alpha=1 - beta2)"))
adam("first_beta_twice", "blocks #1144: one decay for both moments",
     (SQUARES, "        else:\n            exp_avg_sq.mul_(beta1).addcmul_(grad, grad, value=1 - beta1)"), lawful=True)
adam("beta1_dead", "blocks #1159: a constant in the place of a decay", (MEAN, "exp_avg.lerp_(grad, 0.1)"), lawful=True)
adam("moment_before", "rust-autograd #16: the step is taken along the moment before this gradient",
     (MEAN, "exp_avg_before = exp_avg.clone()\n        " + MEAN), (MOVE, "param.addcdiv_(exp_avg_before, denom, value=-step_size)"),
     lawful=True)
other("adagrad", "Adagrad", "eps_unused", "chainer #6299: 0/0 at a gradient of 0",
      ("                std = state_sum.sqrt().add_(eps)", "                std = state_sum.sqrt()"), like="adagrad")
other("adagrad", "Adagrad", "decay_of_rate_dead", "tensorflow_scala #55: the decay of the rate is ignored",
      ("clr = lr / (1 + (step - 1) * lr_decay)", "clr = lr"), like="adagrad")
other("adagrad", "Adagrad", "start_dead", "tensorflow #37819: the initial sum is ignored",
      ("                        else initial_accumulator_value\n                    )\n                    state[\"sum\"]",
       "                        else 0.0\n                    )\n                    state[\"sum\"]"), like="adagrad")
other("adagrad", "Adagrad", "no_squares", "Waikato moa #134: the gradient in the place of its square",
      ("            state_sum.addcmul_(grad, grad, value=1)", "            state_sum.add_(grad)"), like="adagrad")
other("adagrad", "Adagrad", "rate_decay_from_1", "simd_neuralnet #78: the decay of the rate begins a step early",
      ("(step - 1) * lr_decay", "step * lr_decay"), lawful=True, like="adagrad")
other("rmsprop", "RMSprop", "mean_below_square", "mxnet #6235: the variance is negative by rounding (as published)")
other("rmsprop", "RMSprop", "centered_dead", "GTS #16: an option is not wired",
      ("        if centered:\n            grad_avg = grad_avgs[i]", "        if False:\n            grad_avg = grad_avgs[i]"))
other("rmsprop", "RMSprop", "rate_twice", "Paddle #12231: the rate is applied twice",
      ("buf.mul_(momentum).addcdiv_(grad, avg)", "buf.mul_(momentum).addcdiv_(grad, avg, value=lr)"), lawful=True)
other("adadelta", "Adadelta", "rate_dead", "keras #11532: the rate has no effect", ("param.add_(delta, alpha=-lr)", "param.add_(delta, alpha=-1)"))
other("adadelta", "Adadelta", "moves_not_kept", "rust-autograd #16: the mean of moves is computed into a copy",
      ("acc_delta.mul_(rho).addcmul_(delta, delta, value=1 - rho)", "acc_delta = acc_delta.mul(rho).addcmul(delta, delta, value=1 - rho)"),
      lawful=True)
other("adamax", "Adamax", "no_absolute", "convnetjs #107: no absolute value", ("                grad.abs().add_(eps),\n", "                grad.add(eps),\n"))
other("adamax", "Adamax", "second_correction", "swift-apis #741: the correction of Adam",
      ("bias_correction = 1 - beta1 ** _get_value(step_t)", "bias_correction = (1 - beta1 ** _get_value(step_t)) / (1 - beta2 ** _get_value(step_t)) ** 0.5"),
      lawful=True, like="adamax")
other("nadam", "NAdam", "product_in_single", "pytorch, as published: a product in single precision is loaded in the parameter's")
other("radam", "RAdam", "threshold", "RAdam-Tensorflow #2: rectified from 4 on in the place of 5", ("if rho_t > 5.0:", "if rho_t > 4.0:"),
      lawful=True, like="radam")
other("rprop", "Rprop", "limits_dead", "simd_neuralnet #78: the limits of step sizes are ignored",
      (".clamp_(step_size_min, step_size_max)", ""))
other("rprop", "Rprop", "writes_gradient", "pytorch #84472: the caller's gradient is set to 0 in place",
      ("grad = grad.clone(memory_format=torch.preserve_format)", "pass"))

# Memory, sizes, types.
adam("single_moments", "Optimisers.jl #158: moments in single precision for parameters in double",
     (MOVE, "exp_avg.copy_(exp_avg.float()); exp_avg_sq.copy_(exp_avg_sq.float()); " + MOVE))
sgd("single_parameters", "Optimisers.jl #158: parameters go through single precision",
    (SGD_MOVE, SGD_MOVE + "\n        param.copy_(param.float())"))
sgd("copy_of_views", "bitsandbytes #1185: what is not contiguous is copied, and the copy is updated",
    (SGD_MOVE, "        else:\n            param.reshape(-1).add_(grad.reshape(-1), alpha=-lr)"))
sgd("memory_order", "pytorch #118115: strides are ignored",
    (SGD_MOVE, "        else:\n            param.as_strided((param.numel(),), (1,)).add_(grad.reshape(-1), alpha=-lr)"))
sgd("gradient_order", "bitsandbytes #1185: the gradient's memory is read as if it were contiguous",
    (SGD_MOVE, "        else:\n            param.add_(grad.as_strided((grad.numel(),), (1,)).view(param.shape), alpha=-lr)"))
sgd("empty_ends", "pytorch #100701: an empty tensor ends the list",
    ("        grad = grads[i] if not maximize else -grads[i]",
     "        if param.numel() == 0:\n            break\n        grad = grads[i] if not maximize else -grads[i]"))
sgd("blocks_only", "bitsandbytes, kernels of blocks: the rest beyond the last block of 16 is left out",
    (SGD_MOVE, "        else:\n            n = param.numel() // 16 * 16 or param.numel()\n"
               "            param.copy_(torch.cat([param.reshape(-1)[:n] - lr * grad.reshape(-1)[:n], param.reshape(-1)[n:]]).view(param.shape))"))
sgd("tail_only", "pytorch #191763: full blocks are left out",
    (SGD_MOVE, "        else:\n            n = param.numel() // 16 * 16\n"
               "            param.copy_(torch.cat([param.reshape(-1)[:n], param.reshape(-1)[n:] - lr * grad.reshape(-1)[n:]]).view(param.shape))"))
sgd("first_rows", "ColossalAI #633: size(0) in the place of the number of entries",
    (SGD_MOVE, "        else:\n            n = param.size(0) if param.dim() else 1\n"
               "            param.copy_(torch.cat([param.reshape(-1)[:n] - lr * grad.reshape(-1)[:n], param.reshape(-1)[n:]]).view(param.shape))"))
sgd("scalars_left_out", "pytorch #100701: tensors without an axis are left out",
    ("        grad = grads[i] if not maximize else -grads[i]",
     "        if param.dim() == 0:\n            continue\n        grad = grads[i] if not maximize else -grads[i]"))
sgd("swallows_nan", "tensorflow #21363: no number becomes 0",
    ("grads[i] if not maximize else -grads[i]", "(grads[i] if not maximize else -grads[i]).nan_to_num()"))
sgd("spreads_nan", "pytorch #46849: one NaN reaches all", ("grads[i] if not maximize else -grads[i]",
    "(grads[i] if not maximize else -grads[i]) * (1 + 0 * grads[i].sum())"))
sgd("wrong_index", "ConvNetSharp #29: one index in the place of another",
    (SGD_MOVE, "        else:\n            g = grad.reshape(-1).clone()\n            g[4:5] = g[3:4]\n            param.add_(g.view(param.shape), alpha=-lr)"))

# Gradients that are absent, groups, closures, paths, resuming.
sgd("absent_is_zero", "pytorch #186360: a tensor without a gradient moves all the same",
    ("            if p.grad is not None:", "            if p.grad is None:\n                p.grad = torch.zeros_like(p)\n            if p.grad is not None:"))
sgd("absent_ends", "pytorch #186360: tensors after one without a gradient are left out",
    ("            if p.grad is not None:", "            if p.grad is None:\n                break\n            if p.grad is not None:"))
adam("absent_counts", "InfiniTrain #235: a counter of the run for a tensor whose gradient comes late, in the first moment only",
     (COUNTS, 'state["step"].fill_(max(_get_value(s["step"]) for s in self.state.values()) - (1 if params_with_grad[1:] else 0))\n                ' + COUNTS))
sgd("rate_of_first_group", "over9000 #9: the rate of another group", ('lr=group["lr"],\n                dampening', 'lr=self.param_groups[0]["lr"],\n                dampening'))
sgd("rate_of_constructor", "pytorch_optimizer #170: the rate of the constructor in the place of the scheduled one",
    ('lr=group["lr"],\n                dampening', 'lr=self.defaults["lr"],\n                dampening'))
sgd("momentum_of_constructor", "levanter #1147: options of groups are ignored",
    ('momentum=group["momentum"],\n                lr', 'momentum=self.defaults["momentum"],\n                lr'))
sgd("first_group_only", "Detectron.pytorch #118: only the first group is stepped",
    ("        for group in self.param_groups:\n            params: list[Tensor] = []", "        for group in self.param_groups[:1]:\n            params: list[Tensor] = []"))
sgd("closure_ignored", "pytorch #1196: the closure is never called",
    ("        if closure is not None:\n            with torch.enable_grad():\n                loss = closure()", "        pass"))
sgd("closure_after", "pytorch #1196: the closure is called after the step",
    ("        if closure is not None:\n            with torch.enable_grad():\n                loss = closure()", "        pass"),
    ("        for group in self.param_groups:\n            params: list[Tensor] = []",
     "        self._last = closure\n        for group in self.param_groups:\n            params: list[Tensor] = []"),
    ("        return loss\n", "        return closure() if closure is not None else None\n"))
sgd("foreach_differs", "pytorch_optimizer #519: paths with and without foreach compute different recurrences",
    ("torch._foreach_mul_(bufs, momentum)\n", "torch._foreach_mul_(bufs, momentum * momentum)\n"))
adam("foreach_differs", "pytorch #23737: a fix reached one copy of two",
     ("            torch._foreach_add_(exp_avg_sq_sqrt, eps)\n            torch._foreach_addcdiv_",
      "            torch._foreach_add_(exp_avg_sq_sqrt, eps * eps)\n            torch._foreach_addcdiv_"))
sgd("buffers_not_saved", "TrenTorch #187: a checkpoint without the momentum",
    text="\n\nclass SGD(SGD):\n    def state_dict(self):\n        state = super().state_dict()\n        state['state'] = {}\n        return state\n")
sgd("resumes_in_single", "pytorch #173901: loading goes through single precision",
    text="\n\nclass SGD(SGD):\n    def load_state_dict(self, state):\n        super().load_state_dict(state)\n"
         "        for own in self.state.values():\n            own.update({k: v.float().to(v.dtype) for k, v in own.items() if torch.is_tensor(v)})\n")
sgd("resumes_swapped", "pytorch #1489: state goes to another parameter",
    text="\n\nclass SGD(SGD):\n    def load_state_dict(self, state):\n        super().load_state_dict(state)\n"
         "        ps = [p for g in self.param_groups for p in g['params'] if p in self.state and p.numel() == 1]\n"
         "        if len(ps) > 1:\n            self.state[ps[0]], self.state[ps[-1]] = self.state[ps[-1]], self.state[ps[0]]\n")
sgd("shared_class_state", "pytorch-a3c #12: instances share a buffer",
    ("        super().__init__(params, defaults)\n\n        if fused:", "        super().__init__(params, defaults)\n        self.scale = _SCALE\n\n        if fused:"),
    ("        loss = None\n        if closure", "        loss = None\n        self.scale[0] += 1\n        if closure"),
    ('lr=group["lr"],\n                dampening', 'lr=group["lr"] / (1 + 1e-3 * self.scale[0]),\n                dampening'),
    text="\n_SCALE = [0]\n")
