"""The conversation: answers requests until the input ends."""
import os
import struct
import sys

from .failures import FrameError, NotFound, error_header, is_refusal
from .frames import (
    BYE, CREATE, ERROR, EVALUATE, FREE, GIVES_X, HELLO, LOAD, RUN, SAVE, Channel)
from .targets import rule_of, targets_of
from .torch_rule import TorchRule


def tried(rule):
    """An instance after three ordinary steps on a vector or, if that fails, a matrix; None if none can be made."""
    trial = None
    settings = {p.key: "0.1" for p in rule.parameters if p.kind == "required"}
    shapes = [[2], [2, 2]]
    while shapes:
        shape = shapes.pop(0)
        try:
            count = shape[0] * (shape[-1] if len(shape) > 1 else 1)
            trial = rule.create({"precision": "float64", "tensors": [["t", shape]],
                                 "settings": settings, "seed": 0})
            body = struct.pack("<IIII", 3, GIVES_X, 1, 0) + struct.pack(
                "<%dd" % (4 * count), *[0.5 + 0.25 * i for i in range(4 * count)])
            trial.run(bytearray(body))
            return trial
        except Exception as error:
            if getattr(rule, "may_ask", False) and not rule.asks and "closure" in str(error).lower():
                # The signature has a default for the closure, but the error message says that the rule
                # needs it.
                rule.asks = True
                shapes.insert(0, shape)
            elif trial is not None:
                is_refusal(error, rule, True)
    return trial


def hello(header):
    if 1 not in header.get("protocol", []):
        raise NotFound("this worker speaks protocol 1")
    process = os.getpid()
    # If the worker is run as a program, by an author of an adapter, the target is an argument.
    target = header["target"] or " ".join(sys.argv[1:])
    rule = rule_of(target)
    if os.getpid() != process:
        os._exit(0)
    if hasattr(rule, "evaluate"):
        return rule, {
            "protocol": 1, "name": rule.name, "kind": "problem", "library": rule.library,
            "python": "%d.%d.%d" % sys.version_info[:3], "tensors": rule.tensors,
            **({} if rule.examples is None else {"examples": rule.examples})}
    trial = tried(rule)
    if isinstance(rule, TorchRule):
        rule.random = rule.touched
        # A rule that changes its rate keeps it as state, so a rate that is set from outside is not the rate
        # of a step.
        rule.keeps_rate = trial is not None and trial.has_rate and (
            trial.object.param_groups[0].get("lr") != trial.own_rate)
    return rule, {
        "protocol": 1, "name": rule.name, "kind": "optimizer", "library": rule.library,
        "python": "%d.%d.%d" % sys.version_info[:3],
        "hyperparameters": [p.described() for p in rule.parameters],
        "precisions": ["float64", "float32"], "capabilities": rule.capabilities(trial),
        "group_options": getattr(trial, "group_options", [])}


def questions(channel, sequence, instance):
    """Returns a function that evaluates the objective, for use during a RUN."""
    def ask(point):
        channel.write(EVALUATE, sequence, instance, None, point)
        answer = channel.read()
        if answer is None:
            os._exit(0)
        kind, number, _, _, body = answer
        if kind != EVALUATE or number != sequence:
            raise FrameError("a request of kind %d instead of the objective's value" % kind)
        return struct.unpack_from("<d", body)[0], memoryview(body)[8:]

    return ask


CONSTRUCTION = (ValueError, TypeError, NotImplementedError, AssertionError, RuntimeError)


def main():
    channel = Channel()
    rule, instances, number = None, {}, 0
    while True:
        request = channel.read()
        if request is None:
            os._exit(0)
        kind, sequence, instance, header, body = request
        try:
            if kind == HELLO and header.get("list"):
                channel.write(HELLO, sequence, 0, {"protocol": 1, "targets": targets_of(header["target"])})
            elif kind == HELLO:
                rule, answer = hello(header)
                channel.write(HELLO, sequence, 0, answer)
            elif kind == CREATE:
                try:
                    made = rule.create(header)
                except CONSTRUCTION as error:
                    channel.write(ERROR, sequence, 0, error_header(error, refusal=True))
                    continue
                number += 1
                instances[number] = made
                channel.write(CREATE, sequence, number, {"rate": made.rate()})
            elif kind == RUN:
                ask = questions(channel, sequence, instance)
                channel.write(RUN, sequence, instance, None, instances[instance].run(body, ask))
                instances[instance].has_run = True
            elif kind == SAVE:
                content, sizes = instances[instance].save()
                channel.write(SAVE, sequence, instance, {"state": sizes}, content)
            elif kind == LOAD:
                own = instances[instance]
                end = own.count * own.size
                own.load(body[:end], body[end + (-end % 8):])
                channel.write(LOAD, sequence, instance, {})
            elif kind == EVALUATE and "start" in header:
                channel.write(EVALUATE, sequence, 0, None, rule.start(header["start"]))
            elif kind == EVALUATE:
                channel.write(EVALUATE, sequence, 0, None, rule.evaluate(header, body))
            elif kind == FREE:
                instances.pop(instance, None)
            elif kind == BYE:
                os._exit(0)
            else:
                raise NotFound("a request of unknown kind %d" % kind)
        except FrameError as error:
            channel.write(ERROR, sequence, 0, error_header(error))
            os._exit(3)
        except Exception as error:
            step = getattr(error, "descent_step", None)
            refusal = kind == RUN and is_refusal(error, rule, step == 0 and not instances[instance].has_run)
            channel.write(ERROR, sequence, instance, error_header(error, step, refusal))
