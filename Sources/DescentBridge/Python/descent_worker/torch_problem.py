"""Problems in PyTorch: a model and its loss."""
import struct

from .failures import NotFound
from .torch_instance import raw


class TorchProblem:
    """A function that returns `(module, loss)`, or `(module, loss, examples)` for mini-batches.

    `loss(module)` returns a tensor of one number. With a number of examples it is `loss(module, indices)`: the
    mean over these examples, or over all if `indices` is None. For double precision the function is called
    with torch's default dtype set to float64, so that tensors made from plain numbers are double, too.
    """

    def __init__(self, target, name, made):
        import torch
        torch.set_num_threads(1)
        self.torch, self.target, self.name, self.models = torch, target, name, {}
        self.tensors = [[n, list(p.shape)] for n, p in made[0].named_parameters()]
        self.examples = int(made[2]) if len(made) > 2 else None
        self.library = "torch " + torch.__version__
        if not self.tensors:
            raise NotFound("the module of '%s' has no parameters" % name)

    def made(self, dtype, seed):
        usual = self.torch.get_default_dtype()
        self.torch.set_default_dtype(dtype)
        try:
            self.torch.manual_seed(seed)
            made = self.target()
            return made[0].to(dtype), made[1]
        finally:
            self.torch.set_default_dtype(usual)

    def start(self, seed):
        module, _ = self.made(self.torch.float64, seed)
        flat = [p.detach().reshape(-1) for p in module.parameters()]
        return raw(self.torch.cat(flat).double())

    def evaluate(self, header, body):
        torch = self.torch
        dtype = torch.float32 if header.get("precision") == "float32" else torch.float64
        if dtype not in self.models:
            self.models[dtype] = self.made(dtype, 0)
        module, loss = self.models[dtype]
        point, place = torch.frombuffer(body, dtype=dtype), 0
        for p in module.parameters():
            p.data.copy_(point[place:place + p.numel()].view(p.shape))
            p.grad = None
            place += p.numel()
        usual = torch.get_default_dtype()
        torch.set_default_dtype(dtype)
        try:
            if self.examples is None:
                value = loss(module)
            else:
                batch = header.get("batch")
                value = loss(module, None if batch is None else torch.tensor(batch, dtype=torch.long))
            value.backward()
        finally:
            torch.set_default_dtype(usual)
        grads = [torch.zeros(p.numel(), dtype=dtype) if p.grad is None else p.grad.reshape(-1)
                 for p in module.parameters()]
        return struct.pack("<d", float(value.detach())) + raw(torch.cat(grads))
