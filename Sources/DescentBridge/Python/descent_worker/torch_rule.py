"""A PyTorch optimizer class as a rule."""
import inspect
import sys

from .hyperparameters import arguments_of, parameters_of
from .torch_instance import TorchInstance


def remember_paths(torch):
    """Caches the order of contraction of `einsum` for each expression and its shapes, because torch searches
    for it at each call, which may cost ten times as much as the product."""
    library = torch.backends.opt_einsum.get_opt_einsum()
    if library is None or hasattr(library, "descent_paths"):
        return
    search, paths = library.contract_path, {}
    library.descent_paths = paths

    def contract_path(equation, *operands, **options):
        key = equation, tuple(tuple(o.shape) for o in operands), repr(options)
        if key not in paths:
            paths[key] = search(equation, *operands, **options)
        return paths[key]

    library.contract_path = contract_path


def record_nothing(torch):
    """Replaces the profiler's record of each step, which costs a third of a step of a few numbers."""
    usual = torch.autograd.profiler.record_function

    class Unrecorded(usual):
        def __init__(self, name, args=None):
            self.name, self.args = name, args

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    torch.autograd.profiler.record_function = Unrecorded


class TorchRule:
    def __init__(self, target, name):
        import torch
        torch.set_num_threads(1)
        remember_paths(torch)
        record_nothing(torch)
        self.torch, self.target, self.name = torch, target, name
        self.library = "torch " + torch.__version__
        module = target.__module__.split(".")[0]
        if module != "torch":
            version = getattr(sys.modules.get(module), "__version__", None)
            if version:
                self.library = "%s %s, %s" % (module, version, self.library)
        self.parameters = parameters_of(target, {"params", "self"})
        closure = inspect.signature(target.step).parameters.get("closure")
        self.may_ask = closure is not None
        self.asks = self.may_ask and closure.default is closure.empty
        self.refusals = set()
        # Whether the rule draws random numbers; None until a trial has shown it.
        self.random, self.touched, self.keeps_rate = None, False, False

    def create(self, header):
        return TorchInstance(self, header, arguments_of(self.parameters, header["settings"]))

    def capabilities(self, trial):
        rates = trial.has_rate and not self.keeps_rate if trial else True
        return {"rates": rates, "mask": True, "save": True, "strided": True, "evaluates": self.asks,
                "random": bool(self.random), "exact": True, "compiles": False,
                "asks": self.asks, "trains": trial is not None and trial.trains, "groups": True,
                "closes": self.may_ask and not self.asks}
