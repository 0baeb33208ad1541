"""Compares Descent with PyTorch, Optax and C in one run: `make bench-peers`.

Creates a virtual environment under .build-peers, alternates both sides round by round, prints the table
of goals with the measured ratios, and writes it as JSON. Goals are ratios, because times depend on the
machine. If pip's index offers PyTorch for graphics cards only, set PIP_INDEX_URL or PIP_FIND_LINKS to an
index that has it for processors.

usage: bench_peers.py PROGRAM OUTPUT [ROUNDS [PART...]]
  PROGRAM: the built DescentBench, with descent beside it; OUTPUT: a JSON file;
  PART: engine, rosenbrock, perceptron, race or process (memory and start); all unless given
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = Path(".build-peers/venv").absolute()


def enter_environment():
    """Restarts the script inside the virtual environment, which is created if necessary."""
    if Path(sys.prefix) == ENVIRONMENT:
        return
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    wanted = HERE / "requirements.txt"
    installed = ENVIRONMENT / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True)
        installed.write_text(wanted.read_text())
    os.execv(python, [python, __file__, *sys.argv[1:]])


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    enter_environment()
    import table

    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    program, output = (Path(name).absolute() for name in sys.argv[1:3])
    table.measure(program, output, rounds, sys.argv[4:])


if __name__ == "__main__":
    main()
