#!/usr/bin/env python3
"""Make python.safetensors and check checkpoint.safetensors, for the tests of file formats.

Run in a virtual environment with safetensors==0.8.0 and numpy==2.4.6:

    python make_safetensors_reference.py

writes python.safetensors beside this file: every type that Descent reads, with numbers that are
easily lost (a signed zero, subnormal numbers, NaN with a payload). The metadata has one key,
because the package writes several in random order.

checkpoint.safetensors was written by Descent, from the checkpoint in CheckpointFileTests.swift; that
test writes it again and compares every byte. Here the package reads it and the numbers are compared.
"""

import json
import pathlib

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent


def bits(words, dtype):
    return np.array(words, dtype=np.uint64 if dtype == np.float64 else np.uint32).view(dtype)


def make():
    save_file(
        {
            "weight": bits(
                [0x8000000000000000, 1, 0x7FF8DEADBEEF0001, 0x7FF0000000000000,
                 0x3FB999999999999A, 0xC000000000000000], np.float64).reshape(2, 3),
            "bias": bits([0x80000000, 1, 0x7FC12345, 0x3DCCCCCD], np.float32),
            "count": np.array([-(2**63), -1, 0, 2**63 - 1], dtype=np.int64),
            "seed": np.array([0, 2**64 - 1], dtype=np.uint64),
            "scalar": np.array(1.5),
            "empty": np.zeros((0, 3)),
            'naïve "name"\n': np.array([1.0]),
        },
        HERE / "python.safetensors",
        metadata={"note": 'é "quoted" \\ / \x01 \u2028 \U0001f600\n'},
    )


def check():
    with safe_open(HERE / "checkpoint.safetensors", framework="numpy") as file:
        metadata = file.metadata()
        assert metadata["format"] == "descent-checkpoint", metadata
        assert metadata["version"] == "2", metadata
        assert metadata["configuration.optimizer"] == "adam:lr=0.001", metadata
        assert metadata["configuration.precision"] == "float32", metadata
        assert metadata["progress.step"] == "7", metadata
        assert float(metadata["progress.best"]) == 0.1, metadata
        assert json.loads(metadata["state_layout"]) == {
            "buffers": [["second", "0.0"], ["first", "0.5"]],
            "scalars": [["beta1_power[w]", "1.0"]],
        }, metadata
        assert sorted(file.keys()) == [
            "parameters", "previous", "scalars", "state.first", "state.second"]
        expected = {
            "parameters": [0x80000000, 1, 0x7FC12345],
            "previous": [0x3F800000, 0x40000000, 0x40400000],
            "state.second": [0x3F000000, 0x3E800000, 0x3E000000],
            "state.first": [0xBF800000, 0x7F800000, 0],
        }
        for name, words in expected.items():
            tensor = file.get_tensor(name)
            assert tensor.dtype == np.float32 and tensor.shape == (3,), name
            assert tensor.view(np.uint32).tolist() == words, (name, tensor)
        assert file.get_tensor("scalars").tolist() == [0.729]
    print("checkpoint.safetensors reads as it should")


if __name__ == "__main__":
    make()
    check()
