"""Hyperparameters: the keys of a constructor, and the conversion of texts to its arguments."""
import inspect

from .failures import NotFound, Refusal

# Arguments that choose another way to compute the same result; they are held at their defaults.
WAYS = {"foreach", "fused", "capturable", "differentiable", "fsdp_in_use"}
# Arguments that only control logging.
TELLS = {"log_every", "verbose", "debug", "logging", "print_change_log", "print_every"}
SYNONYMS = {"learning_rate": "lr", "b1": "beta1", "b2": "beta2", "b3": "beta3", "epsilon": "eps"}
SHARES = ("beta", "momentum", "alpha", "rho")


def number_text(value):
    return repr(float(value))


class Parameter:
    """One key: how a text becomes an argument of the constructor."""

    def __init__(self, key, kind, default, argument, place=None, places=None, choices=None):
        self.key, self.kind, self.default = key, kind, default
        self.argument, self.place, self.places, self.choices = argument, place, places, choices

    def described(self):
        default = self.default
        if self.kind == "fixed":
            default = str(default)
        entry = {"key": self.key, "kind": self.kind, "argument": self.argument}
        if self.kind != "required":
            entry["default"] = number_text(default) if self.kind == "number" else default
        if self.kind == "whole":
            entry["default"] = int(default)
        if self.place is not None:
            entry["place"], entry["places"] = self.place, self.places
        if self.choices:
            entry["choices"] = list(self.choices)
        return entry

    def value(self, text):
        lower = text.lower()
        try:
            if self.kind == "number":
                # Keep an int if the default is an int and the text is a whole number.
                value = float(text)
                whole = type(self.default) is int and abs(value) < 2 ** 53 and value == int(value)
                return int(value) if whole else value
            if self.kind == "whole":
                return int(text)
        except (ValueError, OverflowError):
            raise Refusal("%s must be a number, got '%s'" % (self.key, text))
        if self.kind == "flag" or lower in ("true", "false"):
            return lower in ("true", "1", "yes", "on")
        if self.kind == "choice":
            return text
        if lower == "none":
            return None
        for kind in (int, float):
            try:
                return kind(text)
            except ValueError:
                pass
        return text


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def parameters_of(function, skipped):
    """The hyperparameters of a constructor's signature, without the skipped names."""
    found, required = [], []
    for name, parameter in inspect.signature(function).parameters.items():
        if name in skipped or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        key = SYNONYMS.get(name, name)
        default, text = parameter.default, str(parameter.annotation)
        if default is parameter.empty:
            if "float" in text or key in ("lr",) or parameter.annotation is parameter.empty:
                found.append(Parameter(key, "required", 0.0, name))
            else:
                required.append(name)
        elif name in WAYS or name in TELLS:
            found.append(Parameter(key, "fixed", default, name))
        elif isinstance(default, bool):
            found.append(Parameter(key, "flag", default, name))
        elif default is None and "float" in text and key.startswith(SHARES):
            # None means no memory, which equals 0. As a number it can be varied, so that hyperparameters
            # that act only with memory can be tested.
            found.append(Parameter(key, "number", 0.0, name))
        elif is_number(default):
            whole = isinstance(default, int) and "float" not in text and (
                "int" in text or (default not in (0, 1) and key != "lr"))
            found.append(Parameter(key, "whole" if whole else "number", default, name))
        elif isinstance(default, (tuple, list)) and default and all(map(is_number, default)):
            stem = name[:-1] if name.endswith("s") else name
            for place, value in enumerate(default):
                found.append(Parameter(
                    "%s%d" % (stem, place + 1), "number", value, name, place, len(default)))
        elif isinstance(default, str) and "Literal[" in text:
            choices = [c.strip().strip("'\"") for c in text.split("Literal[", 1)[1].split("]")[0].split(",")]
            kind = "choice" if default in choices else "fixed"
            found.append(Parameter(key, kind, default, name, choices=choices))
        elif callable(default):
            continue
        else:
            found.append(Parameter(key, "fixed", default, name))
    if required:
        raise NotFound("its constructor needs '%s', which has no default and is not a number" % required[0])
    return found


def arguments_of(parameters, settings):
    """The arguments of the constructor, from settings as texts."""
    arguments, known = {}, {p.key: p for p in parameters}
    for key, text in settings.items():
        parameter = known.get(key)
        if parameter is None:
            raise Refusal("it has no '%s'; its keys: %s" % (key, ", ".join(known)))
        value = parameter.value(text)
        if parameter.place is None:
            arguments[parameter.argument] = value
        else:
            whole = arguments.setdefault(
                parameter.argument,
                [p.default for p in parameters if p.argument == parameter.argument])
            whole[parameter.place] = value
    for parameter in parameters:
        if parameter.kind == "required" and parameter.argument not in arguments:
            raise Refusal("%s has no default: type it, as in %s=0.1" % (parameter.key, parameter.key))
    return {k: tuple(v) if isinstance(v, list) else v for k, v in arguments.items()}
