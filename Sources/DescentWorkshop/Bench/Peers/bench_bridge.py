"""The cost of the bridge, as ratios to the library's own loop in one process, in one run.

Times are processor times, on Linux.

    python3 Sources/DescentWorkshop/Bench/Peers/bench_bridge.py [--python PATH] [--descent PATH]

This script writes requests and reads answers by the protocol, so that only the worker is measured. The last
table measures the program itself: fast tiers without the import. Figures that need torch are left out without it.
"""
import argparse
import json
import os
import struct
import subprocess
import sys
import time

PREFIX = struct.Struct("<IHHIIIIQ")
HERE = os.path.dirname(os.path.abspath(__file__))
START = os.path.join(HERE, "../../../DescentBridge/Python/start.py")


class Worker:
    def __init__(self, python, target):
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            [python, START, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            env=environment)
        self.sequence = 0
        self.library = self.ask(1, header={"protocol": [1], "target": ""})[1]["library"]

    def write(self, data):
        view = memoryview(data)
        while len(view):
            view = view[os.write(self.process.stdin.fileno(), view):]

    def read(self, count):
        out = bytearray(count)
        view, place = memoryview(out), 0
        while place < count:
            place += os.readv(self.process.stdout.fileno(), [view[place:]])
        return out

    def ask(self, kind, instance=0, header=None, body=b""):
        self.sequence += 1
        text = json.dumps(header).encode() if header else b""
        text += b" " * (-len(text) % 8)
        head = PREFIX.pack(0x544E5344, 1, kind, self.sequence, instance, len(text), 0, len(body))
        if len(body) > 1 << 16:
            self.write(head + text)
            self.write(body)
        else:
            self.write(head + text + body)
        _, _, answer, _, instance, header, _, size = PREFIX.unpack(self.read(32))
        header = json.loads(self.read(header)) if header else None
        body = self.read(size)
        if answer == 15:
            sys.exit("the worker answers: %s" % header)
        return instance, header, body

    def create(self, n, **settings):
        return self.ask(2, header={
            "precision": "float64", "tensors": [["a", [n]]], "settings": settings, "seed": 0})[0]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def processor(worker):
    """The processor time of this process and of a worker, in seconds."""
    with open("/proc/%d/schedstat" % worker.process.pid) as file:
        return time.process_time() + int(file.read().split()[0]) * 1e-9


def median_time(body, worker=None, rounds=9):
    """The median of processor times, because other processes may disturb single measurements."""
    clock = time.process_time if worker is None else lambda: processor(worker)
    times = []
    for _ in range(rounds):
        start = clock()
        body()
        times.append(clock() - start)
    return sorted(times)[rounds // 2]


def run_body(n, steps, flags=1):
    return struct.pack("<IIII", steps, flags, 1, 0) + struct.pack("<d", 1.0) * (n * (1 + steps))


def show(name, seconds, beside=None, goal=""):
    text = "%-52s %10.1f us" % (name, seconds * 1e6)
    print(text + ("   %5.2f x in process" % (seconds / beside) if beside else "") + goal, flush=True)


def own_loop(torch, n, count):
    p = torch.nn.Parameter(torch.zeros(n, dtype=torch.float64))
    o, g = torch.optim.Adam([p]), torch.ones(n, dtype=torch.float64)
    def loop():
        for _ in range(count):
            p.grad = g.clone()
            o.step()
    loop()
    return median_time(loop) / count


OWN = """
import sys, json
sys.path.insert(0, sys.argv[1])
import torch, bench_bridge
torch.set_num_threads(1)
print(json.dumps([bench_bridge.own_loop(torch, 10, 1000), bench_bridge.own_loop(torch, 10 ** 6, 5)]))
"""


def torch_steps(python):
    own = subprocess.run([python, "-c", OWN, HERE], capture_output=True, text=True)
    if own.returncode:
        print("torch is not there: its figures are left out")
        return
    small, large = json.loads(own.stdout)
    worker = Worker(python, "torch.optim.Adam")
    print(worker.library)
    show("Adam's own step, n = 10", small)
    instance = worker.create(10)
    for steps, goal in ((10, "   (goal 1.4)"), (1, "   (goal 2.5)")):
        body, count = run_body(10, steps), 2000 // steps
        def loop():
            for _ in range(count):
                worker.ask(3, instance, body=body)
        loop()
        show("n = 10, %d steps a request" % steps, median_time(loop, worker) / count / steps, small, goal)
    show("Adam's own step, n = 1,000,000", large)
    instance, body = worker.create(10 ** 6), run_body(10 ** 6, 1)
    worker.ask(3, instance, body=body)
    show("n = 1,000,000, a step a request",
         median_time(lambda: worker.ask(3, instance, body=body), worker), large, "   (goal 1.6)")
    worker.close()


PLAIN = """
class Momentum:
    def __init__(self, lr=0.1, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def step(self, params, grads):
        self.v = self.v or [[0.0] * len(p) for p in params]
        for p, g, v in zip(params, grads, self.v):
            for i in range(len(p) if g is not None else 0):
                v[i] = self.momentum * v[i] + g[i]
                p[i] -= self.lr * v[i]
"""


def battery(descent, python, target):
    """The processor time of the fast tier, including the worker's, without the time of an import."""
    def spent(words):
        before = os.times()
        done = subprocess.run([descent] + words + ["--python", python], capture_output=True, text=True)
        after = os.times()
        if done.returncode == 2:
            return None
        return (after.children_user - before.children_user) + (
            after.children_system - before.children_system)
    start, whole = spent(["show", target]), spent(["check", target, "--no-database"])
    if start is None or whole is None:
        print("%-52s not there" % target)
    else:
        print("%-52s %10.2f s   (the import: %.2f s)" % (target, whole - start, start), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=os.environ.get("DESCENT_PYTHON", sys.executable))
    parser.add_argument("--descent", default=".build/release/descent")
    given = parser.parse_args()
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "plain.py")
        with open(path, "w") as file:
            file.write(PLAIN)
        worker = Worker(given.python, path + ":Momentum")
        instance, body = worker.create(0), run_body(0, 1)
        def empty():
            for _ in range(2000):
                worker.ask(3, instance, body=body)
        empty()
        show("a request of nothing and its answer", median_time(empty, worker) / 2000, goal="   (goal 15)")
        worker.close()
        torch_steps(given.python)
        print("\nprocessor time of the fast tier, without the import")
        battery(given.descent, given.python, "python:%s:Momentum" % path)
        for name in ("SGD", "Adam", "AdamW", "Adagrad", "Adadelta", "Adamax", "RAdam"):
            battery(given.descent, given.python, "python:torch.optim." + name)


if __name__ == "__main__":
    main()
