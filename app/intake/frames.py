# SPDX-License-Identifier: MulanPSL-2.0
"""What parent and child say to each other: one byte of kind, four of length, then the payload.

Every length is checked before a byte is read, so that neither side can be made to hold more than
it expects. The parent takes nothing from a child but numbers, short texts, pixels and one PDF.
"""

from __future__ import annotations

import json
import struct
from enum import Enum
from typing import Any, BinaryIO

from attrs import frozen

JSON_LIMIT = 1 << 20
_HEAD = struct.Struct(">cI")


class Kind(Enum):
    """What a frame carries."""

    HELLO = b"H"  # child: level reached, as JSON
    DOCUMENT = b"D"  # parent: the foreign bytes
    OPEN = b"O"  # parent: JSON with a key; a DOCUMENT frame follows
    PAGE = b"P"  # parent: JSON with key, index, width
    TEXT = b"T"  # parent: JSON with key, index
    CODES = b"C"  # parent: JSON with key, index
    DROP = b"X"  # parent: JSON with a key
    FACTS = b"F"  # child: JSON of one page
    WORKING = b"W"  # child: the clean PDF
    RASTER = b"R"  # child: width, height, stride, then RGB888 rows
    DONE = b"E"  # child: JSON that closes an answer
    REFUSED = b"N"  # child: JSON with a message code and its values


class ChannelFault(Exception):
    """The other side went away or broke the rules of the channel."""


@frozen
class Frame:
    """One frame as read."""

    kind: Kind
    payload: bytes

    def json(self) -> dict[str, Any]:
        """Return the payload as a JSON object; raises ChannelFault when it is not one."""
        try:
            value = json.loads(self.payload)
        except (ValueError, RecursionError):
            raise ChannelFault("not JSON") from None
        if not isinstance(value, dict):
            raise ChannelFault("not an object")
        return value


def write_frame(stream: BinaryIO, kind: Kind, payload: bytes | memoryview) -> None:
    """Write one frame and flush it."""
    stream.write(_HEAD.pack(kind.value, len(payload)))
    stream.write(payload)
    stream.flush()


def write_json(stream: BinaryIO, kind: Kind, value: dict[str, Any]) -> None:
    """Write one frame of JSON."""
    write_frame(stream, kind, json.dumps(value).encode())


def read_frame(stream: BinaryIO, limit: int) -> Frame:
    """Return the next frame.

    Args:
        limit: most bytes accepted for DOCUMENT, WORKING and RASTER; others are held to 1 MiB.

    Raises:
        ChannelFault: the stream ended, the kind is unknown or the length is over the limit.
    """
    head = _exactly(stream, _HEAD.size)
    mark, length = _HEAD.unpack(head)
    try:
        kind = Kind(mark)
    except ValueError:
        raise ChannelFault("unknown frame") from None
    bulky = kind in (Kind.DOCUMENT, Kind.WORKING, Kind.RASTER)
    if length > (limit if bulky else JSON_LIMIT):
        raise ChannelFault("frame too long")
    return Frame(kind, _exactly(stream, length))


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count) if count else b""
    if len(data) != count:
        raise ChannelFault("stream ended")
    return data
