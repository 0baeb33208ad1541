"""Our side: the benchmark program as a child that times a named work on request."""

import subprocess


class Descent:
    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def time(self, name, seconds):
        """The nanoseconds per unit of the work `name`, run for `seconds`."""
        return float(self._ask(f"{name} {seconds}"))

    def forget(self):
        """Frees all prepared works."""
        self._ask("forget")

    def _ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the benchmark program ended at: {line}")
        return answer
