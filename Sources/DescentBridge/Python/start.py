"""Starts the worker of Descent for this interpreter.

Descent passes this text with `-c`, and the files of `descent_worker` as arguments: a name, its text, the next
name … Nothing is installed, and no file of this folder is read. Authors of adapters can run it as a program,
with the package beside it and the target as its argument:

    descent check 'exec:python3 Sources/DescentBridge/Python/start.py myrule.py:MyRule'
"""
import importlib.abc
import importlib.util
import sys

PACKAGE = "descent_worker"


class Texts(importlib.abc.MetaPathFinder, importlib.abc.ExecutionLoader):
    """Imports modules from their texts."""

    def __init__(self, texts):
        self.texts = {PACKAGE: "", **{PACKAGE + "." + name: text for name, text in texts.items()}}

    def find_spec(self, name, path=None, target=None):
        if name not in self.texts:
            return None
        return importlib.util.spec_from_loader(name, self, origin=self.get_filename(name))

    def is_package(self, name):
        return name == PACKAGE

    def get_source(self, name):
        return self.texts[name]

    def get_filename(self, name):
        return name.replace(".", "/") + ".py"


if "__file__" not in globals():
    given = sys.argv[1:]
    del sys.argv[1:]
    sys.meta_path.insert(0, Texts(dict(zip(given[::2], given[1::2]))))

from descent_worker.conversation import main  # noqa: E402

main()
