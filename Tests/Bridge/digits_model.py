"""A small classifier of digits as a problem: `descent run --problem python:digits_model.py:digits --optimizer adam`."""
import torch


def digits():
    """A perceptron of 64 inputs and its loss on 200 synthetic digits, the mean over those that are asked for."""
    generator = torch.Generator().manual_seed(7)
    labels = torch.randint(0, 10, (200,), generator=generator)
    shapes = torch.rand((10, 64), generator=generator)
    images = (shapes[labels] + 0.3 * torch.rand((200, 64), generator=generator)).to(torch.get_default_dtype())
    module = torch.nn.Sequential(torch.nn.Linear(64, 16), torch.nn.Tanh(), torch.nn.Linear(16, 10))

    def loss(module, indices):
        rows = slice(None) if indices is None else indices
        return torch.nn.functional.cross_entropy(module(images[rows].to(module[0].weight.dtype)), labels[rows])

    return module, loss, 200
