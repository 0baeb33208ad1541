"""PyTorch's side. Each function returns a work, a function that does a given number of repetitions."""

import torch

ROSENBROCK_START = (-1.2, 1.0)

# Our rules in PyTorch: the fused form for Adam and its relatives if it runs on a processor, and `foreach`,
# the fastest other form, for the rest.
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=1e-3, foreach=True),
    "momentum": lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.9, foreach=True),
    "momentum:nesterov=true": lambda p: torch.optim.SGD(
        p, lr=1e-3, momentum=0.9, nesterov=True, foreach=True
    ),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=1e-3, foreach=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=1e-3, foreach=True),
    "rmsprop:momentum=0.9,centered=true": lambda p: torch.optim.RMSprop(
        p, lr=1e-3, momentum=0.9, centered=True, foreach=True
    ),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-3, fused=True),
    "adam:amsgrad=true": lambda p: torch.optim.Adam(p, lr=1e-3, amsgrad=True, fused=True),
    "adamw": lambda p: torch.optim.AdamW(p, lr=1e-3, fused=True),
}

# The other rules of PyTorch, in the fastest form that runs on a processor.
OTHERS = {
    "adadelta": lambda p: torch.optim.Adadelta(p, lr=1e-3, foreach=True),
    "adamax": lambda p: torch.optim.Adamax(p, lr=1e-3, foreach=True),
    "nadam": lambda p: torch.optim.NAdam(p, lr=1e-3, foreach=True),
    "radam": lambda p: torch.optim.RAdam(p, lr=1e-3, foreach=True),
    "asgd": lambda p: torch.optim.ASGD(p, lr=1e-3, foreach=True),
    "rprop": lambda p: torch.optim.Rprop(p, lr=1e-3, foreach=True),
}


def form(rule):
    """The form in which PyTorch runs a rule."""
    return "fused" if rule in OPTIMIZERS and rule.startswith("adam") else "foreach"


def threads(count):
    torch.set_num_threads(count)


def step(rule, n):
    """One step of a rule on `n` numbers in one tensor, single precision."""
    parameter = torch.ones(n, requires_grad=True)
    parameter.grad = (torch.arange(n) % 7 - 3).float()
    optimizer = (OPTIMIZERS | OTHERS)[rule]([parameter])

    def work(repetitions):
        for _ in range(repetitions):
            optimizer.step()

    return work


def rosenbrock():
    """Adam on two-dimensional Rosenbrock in double precision, eager."""
    x = torch.tensor(ROSENBROCK_START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([x], lr=1e-3)

    def work(repetitions):
        for _ in range(repetitions):
            optimizer.zero_grad()
            loss = 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2
            loss.backward()
            optimizer.step()

    return work


def perceptron(widths, batch, batches, compiled=False):
    """A training step: gather the batch, forward, backward, Adam (fused); ReLU, single precision."""
    torch.manual_seed(0)
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    cross_entropy = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    examples = torch.rand(batch * batches, widths[0])
    labels = torch.randint(0, widths[-1], (batch * batches,))
    order = torch.randperm(batch * batches).split(batch)

    def train(features, answers):
        optimizer.zero_grad(set_to_none=True)
        loss = cross_entropy(model(features), answers)
        loss.backward()
        return loss

    if compiled:
        forward = torch.compile(lambda features, answers: cross_entropy(model(features), answers))

        def train(features, answers):
            optimizer.zero_grad(set_to_none=True)
            loss = forward(features, answers)
            loss.backward()
            return loss

    position = 0

    def work(repetitions):
        nonlocal position
        for _ in range(repetitions):
            indices = order[position]
            position = (position + 1) % batches
            train(examples[indices], labels[indices])
            optimizer.step()

    if compiled:
        work(3)
    return work
