"""A PyTorch optimizer class as a rule."""
import inspect
import sys

from .hyperparameters import arguments_of, parameters_of
from .torch_instance import TorchInstance


class TorchRule:
    def __init__(self, target, name):
        import torch
        torch.set_num_threads(1)
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
                "asks": self.asks, "trains": trial is not None and trial.trains}
