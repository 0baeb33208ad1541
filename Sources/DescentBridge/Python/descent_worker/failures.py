"""The errors of a worker, and how they are reported."""
import linecache
import os
import traceback


class Refusal(Exception):
    """The rule does not take these settings, this layout or this precision."""


class NotFound(Exception):
    """The target does not exist."""


class FrameError(Exception):
    pass


class MemoryWritten(Exception):
    """Memory beside strided tensors was written."""


def place_of(error):
    """The position of the innermost frame outside the worker, as text."""
    own = os.path.dirname(place_of.__code__.co_filename)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if os.path.dirname(f.filename) != own]
    if not frames:
        return ""
    last = frames[-1]
    return "%s:%d in %s" % (os.path.basename(last.filename), last.lineno or 0, last.name)


# The types of errors with which a rule refuses an input. Errors that Python raises itself come from lines
# without a `raise`.
STATED = (RuntimeError, ValueError, TypeError)


def is_refusal(error, rule, is_first):
    """Whether a rule refuses such tensors with its own `raise` statement.

    The refusal must come at its first step with gradients; later errors from the same line are refusals, too.
    """
    if "does not require grad" in str(error):
        # The rule differentiates gradients. Users keep the graph for that, but the gradients of laws have
        # none.
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
