"""What goes wrong in a worker, and how it is told."""
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


def error_header(error, step=None, refusal=False):
    header = {
        "type": type(error).__name__, "message": " ".join(str(error).split())[:600],
        "where": place_of(error), "refusal": refusal or isinstance(error, Refusal)}
    if step is not None:
        header["step"] = step
    return header
