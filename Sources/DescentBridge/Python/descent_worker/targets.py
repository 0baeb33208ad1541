"""Targets: the rule or problem of a name, and the optimizers of a package."""
import importlib
import importlib.util
import inspect
import os
import sys

from .failures import NotFound
from .optax_rule import OptaxRule
from .plain import PlainRule
from .plain_problem import PlainProblem
from .torch_problem import TorchProblem
from .torch_rule import TorchRule


def loaded(path):
    """The module of a file, after putting its folder first on the path."""
    if not os.path.isfile(path):
        raise NotFound("there is no file '%s'" % path)
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def imported(target):
    """The object that a target names."""
    path, colon, name = target.rpartition(":")
    if colon and path.endswith(".py"):
        module = loaded(path)
        if not hasattr(module, name):
            names = [n for n, v in vars(module).items()
                     if inspect.isclass(v) and v.__module__ == module.__name__]
            raise NotFound("%s has no '%s'; its classes: %s" % (path, name, ", ".join(names) or "none"))
        return getattr(module, name)
    if target.endswith(".py"):
        raise NotFound("'%s' is a file: say which class, as in %s:MyRule" % (target, target))
    module_name, _, name = target.rpartition(".")
    if not module_name:
        raise NotFound("'%s' is neither package.module.Name nor file.py:Name" % target)
    module = package_module(module_name)
    if not hasattr(module, name):
        raise NotFound("%s has no '%s'" % (module_name, name))
    return getattr(module, name)


def package_module(name):
    """A module by its name; the current folder comes before installed packages."""
    sys.path.insert(0, os.getcwd())
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name + ".").startswith(error.name + "."):
            raise NotFound("the package '%s' is not installed" % error.name)
        raise
    finally:
        sys.path.pop(0)


def targets_of(package):
    """The targets of all optimizers of a package or a file."""
    if package.endswith(".py"):
        module, start = loaded(package), package + ":"
    else:
        module, start = package_module(package), package + "."
    torch, found = sys.modules.get("torch"), []
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_"):
            continue
        if inspect.isclass(thing):
            if torch is not None and issubclass(thing, torch.optim.Optimizer):
                if thing.step is not torch.optim.Optimizer.step:
                    found.append(start + name)
            elif "step" in vars(thing) and thing.__module__ == module.__name__:
                found.append(start + name)
        elif inspect.isfunction(thing) and "optax" in sys.modules:
            parameters = inspect.signature(thing).parameters
            if "GradientTransformation" in str(inspect.signature(thing).return_annotation) and (
                    "learning_rate" in parameters):
                found.append(start + name)
    return found


def rule_of(target):
    thing = imported(target)
    torch = sys.modules.get("torch")
    if inspect.isclass(thing) and torch is not None and issubclass(thing, torch.optim.Optimizer):
        return TorchRule(thing, target)
    if inspect.isclass(thing) and callable(getattr(thing, "step", None)):
        return PlainRule(thing, target)
    if inspect.isclass(thing) and callable(getattr(thing, "start", None)) and callable(
            getattr(thing, "loss", None)):
        return PlainProblem(thing, target)
    if inspect.isclass(thing):
        raise NotFound("the class '%s' is not an optimizer: it has no method 'step' (nor a problem, which "
                       "has 'start' and 'loss')" % target)
    if inspect.isfunction(thing) and torch is not None and not any(
            p.default is p.empty for p in inspect.signature(thing).parameters.values()):
        made = thing()
        if isinstance(made, tuple) and len(made) in (2, 3) and isinstance(made[0], torch.nn.Module):
            return TorchProblem(thing, target, made)
    if inspect.isfunction(thing) and "optax" in sys.modules:
        return OptaxRule(thing, target)
    raise NotFound("'%s' is neither a class nor a function that makes an optimizer" % target)
