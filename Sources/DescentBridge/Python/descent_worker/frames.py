"""Frames on pipes: the constants of the protocol, and the channel for reading and writing frames."""
import json
import os
import struct
import sys

MAGIC = 0x544E5344
HELLO, CREATE, RUN, SAVE, LOAD, FREE, COPY, EVALUATE, BYE, ERROR = 1, 2, 3, 4, 5, 6, 7, 8, 9, 15
GIVES_X, PUTS_BACK, HAS_MASK, HAS_RATES, ALL_POINTS, REUSES, TRASHES, ECHOES, CLOSES, RAISES_VALUE = (
    1, 2, 4, 8, 16, 32, 64, 128, 256, 1024)
GUARD = 12345.0
PREFIX = struct.Struct("<IHHIIIIQ")


class Channel:
    def __init__(self):
        # Move the descriptors, so that prints go to standard error and nothing else reads requests.
        self.source = open(os.dup(0), "rb", buffering=1 << 16)
        self.sink = os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        sys.stdout = sys.stderr

    def read(self):
        prefix = self.source.read(32)
        if len(prefix) < 32:
            return None
        magic, version, kind, sequence, instance, header, zero, body = PREFIX.unpack(prefix)
        if magic != MAGIC or version != 1 or zero or header > 1 << 24 or body > 1 << 33:
            self.write(ERROR, sequence, 0, {"type": "FrameError", "message": "this is not a frame of protocol 1"})
            os._exit(3)
        text = self.source.read(header) if header else b""
        content = bytearray(body)
        view, place = memoryview(content), 0
        while place < body:
            count = self.source.readinto(view[place:])
            if not count:
                return None
            place += count
        return kind, sequence, instance, json.loads(text) if text.strip() else {}, content

    def write(self, kind, sequence, instance=0, header=None, body=b""):
        text = json.dumps(header).encode() if header is not None else b""
        text += b" " * (-len(text) % 8)
        size = body.nbytes if isinstance(body, memoryview) else len(body)
        head = PREFIX.pack(MAGIC, 1, kind, sequence, instance, len(text), 0, size) + text
        if size <= 1 << 16:
            head, body = head + bytes(body), b""
        for part in (head, body):
            view = memoryview(part).cast("B") if len(part) else memoryview(b"")
            while len(view):
                view = view[os.write(self.sink, view):]
