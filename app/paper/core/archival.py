# SPDX-License-Identifier: MulanPSL-2.0
"""What makes a file of ours PDF/A-2b (ISO 19005-2): its output intent and what its metadata claims.

Everything the press draws is DeviceGray, so one grey profile covers a whole file (6.2.4.3). The
profile is made here from the words of ICC.1:2001-04, so that it carries nobody's licence.
"""

from __future__ import annotations

import functools
import struct
from xml.sax.saxutils import escape

PRODUCER = "职卷"
CONDITION = "Gray gamma 2.2"
_D50 = (0xF6D6, 0x10000, 0xD32D)  # the profile connection space's white, s15Fixed16 (ICC.1 6.1.10)
_GAMMA = 0x0233  # 2.2 as u8Fixed8 (ICC.1 6.5.3)
_TAG_TABLE = 128  # bytes of the header (ICC.1 6.1)


@functools.cache
def grey_profile() -> bytes:
    """Return a display profile with one grey channel of gamma 2.2, version 2.1 (ICC.1 6.3.1.1)."""
    white = struct.pack(">4s4x3I", b"XYZ ", *_D50)
    tags = {
        b"desc": _description(CONDITION),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": white,
        b"kTRC": struct.pack(">4s4xIH", b"curv", 1, _GAMMA),
    }
    at = _TAG_TABLE + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += struct.pack(">4sII", name, at + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = struct.pack(
        ">I4xI4s4s4s6H4s24xI3I48x", at + len(body), 0x02100000, b"mntr", b"GRAY", b"XYZ ",
        2026, 1, 1, 0, 0, 0, b"acsp", 0, *_D50,
    )  # fmt: skip
    return head + table + body


def _description(words: str) -> bytes:
    """Return a textDescriptionType in ASCII only (ICC.1 6.5.17)."""
    text = words.encode("ascii") + b"\0"
    return struct.pack(">4s4xI", b"desc", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def metadata(title: str, *, archival: bool) -> bytes:
    """Return the XMP packet: what the file is and, where it is true, that it is PDF/A-2b (6.6.4).

    It names no person, no day and no machine.
    """
    claim = (
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>{claim if archival else ''}"
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
