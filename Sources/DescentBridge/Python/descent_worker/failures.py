"""What goes wrong in a worker, and how it is told."""
import linecache
import os
import traceback


class Refusal(Exception):
    """Settings, a layout or a precision that the rule does not take."""


class NotFound(Exception):
    """A target that there is not."""


class FrameError(Exception):
    pass


class MemoryWritten(Exception):
    """Memory beside strided tensors was written."""


def place_of(error):
    """The innermost frame that is not the worker's own."""
    own = os.path.dirname(place_of.__code__.co_filename)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if os.path.dirname(f.filename) != own]
    if not frames:
        return ""
    last = frames[-1]
    return "%s:%d in %s" % (os.path.basename(last.filename), last.lineno or 0, last.name)


# What a rule raises to say that it takes no such thing; what Python raises by itself comes from no `raise`.
STATED = (RuntimeError, ValueError, TypeError)


def is_refusal(error, rule, is_first):
    """Whether a rule says by a `raise` of its own that it takes no such tensors.

    It says so at its first step with gradients; whatever is raised there later on is the same refusal.
    """
    if "does not require grad" in str(error):
        # It differentiates gradients, for which users keep the graph; what laws give has none.
        return True
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return False
    last = frames[-1]
    place = (last.filename, last.lineno)
    if place in rule.refusals or not is_first:
        return place in rule.refusals
    package = getattr(rule.target, "__module__", "").split(".")[0]
    own = isinstance(error, STATED) or (package and type(error).__module__.split(".")[0] == package)
    if own and linecache.getline(last.filename, last.lineno or 0).strip().startswith("raise "):
        rule.refusals.add(place)
    return place in rule.refusals


def error_header(error, step=None, refusal=False):
    header = {
        "type": type(error).__name__, "message": " ".join(str(error).split())[:600],
        "where": place_of(error), "refusal": refusal or isinstance(error, Refusal)}
    if step is not None:
        header["step"] = step
    return header
