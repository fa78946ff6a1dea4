# SPDX-License-Identifier: MulanPSL-2.0
"""Stream data are taken from a file's own bytes only where they lie exactly as its table says."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.paper.core.importer import RawStreams
from tests.helpers.paper_double import A4, working_copy

COPY = working_copy([A4, A4], 3)


def streams(data: bytes):
    """Yield (object number, length, raw bytes as the parser gives them) of every stream."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream):
                yield item.objgen, item.stream_dict.get("/Length"), item.read_raw_bytes()


def test_a_working_copy_is_read_where_it_lies():
    """Every stream of a clean copy is found, byte for byte what the parser gives."""
    raw, found = RawStreams(COPY), list(streams(COPY))
    assert found
    for objgen, length, data in found:
        view = raw.of(objgen, length)
        assert view is not None and bytes(view) == data


@pytest.mark.parametrize("spoil", ["length", "table", "begin", "packed", "no-table"])
def test_whatever_does_not_fit_exactly_is_left_to_the_parser(spoil):
    """A wrong length, a shifted table, another object there, packed objects, no table: nothing is found."""
    objgen, length, _ = next(streams(COPY))
    data = COPY
    if spoil == "length":
        length += 1
    elif spoil == "table":
        data = b"%PDF-1.7\n" + COPY
    elif spoil == "begin":
        data = COPY.replace(b"%d %d obj" % objgen, b"99999 0 obj"[: len(b"%d %d obj" % objgen)])
    elif spoil == "packed":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(COPY)) as document:
            document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        data = out.getvalue()
    else:
        data = COPY[: COPY.rindex(b"startxref")]
    assert RawStreams(data).of(objgen, length) is None
