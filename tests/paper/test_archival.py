# SPDX-License-Identifier: MulanPSL-2.0
"""Papers that are ours alone are PDF/A-2b (ISO 19005-2) in every clause they rest on; the same bytes anywhere."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image, ImageCms

from app.kernel.locations import program_root
from app.paper.core.archival import grey_profile
from app.paper.volume.packet import plan_packet, write_packet
from tests.helpers import pages
from tests.helpers.archival import breaches
from tests.helpers.paper_double import Store, context, rows
from tests.helpers.same_bytes import OWN, digests


@pytest.mark.parametrize("name", sorted(OWN))
def test_a_paper_of_our_own_breaks_no_clause(name):
    """Header to last object: colours covered, faces whole, nothing active, nothing translucent."""
    pdf = OWN[name]()
    assert breaches(pdf) == []
    assert pages.faults(pdf) == []


def test_a_clause_that_is_broken_is_found():
    """The reader of clauses is no rubber stamp: each of these changes is named."""
    pdf = OWN["contents"]()
    assert any("6.2.3" in line for line in breaches(pdf.replace(b"/S/GTS_PDFA1", b"/S/GTS_PDFX1")))
    assert any("6.6.4" in line for line in breaches(pdf.replace(b"part>2<", b"part>1<")))
    assert any(
        "6.2.11.4.1" in line for line in breaches(pdf.replace(b"/FontFile2 ", b"/FontFileX "))
    )
    assert any("6.1.3" in line for line in breaches(pdf + b"\n"))


def test_a_volume_with_scans_does_not_claim_what_it_cannot_vouch_for():
    """Copied pages bring colours of their own: the file makes no claim and carries no intent."""
    store, target = Store(), io.BytesIO()
    listed = rows(store)[4:7]
    write_packet(plan_packet(context(), listed), context(), store.__getitem__, target)
    with pikepdf.open(io.BytesIO(target.getvalue())) as document:
        assert "/OutputIntents" not in document.Root
        with document.open_metadata() as meta:
            assert not meta.pdfa_status


def test_the_profile_is_read_by_a_colour_library():
    """360 bytes of our own: black is black, white is white, the middle grey lies where gamma 2.2 has it."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(grey_profile()))
    assert profile.profile.xcolor_space == "GRAY" and len(grey_profile()) == 360
    change = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "L", "RGB")
    row = Image.frombytes("L", (3, 1), bytes((0, 128, 255)))
    shown = ImageCms.applyTransform(row, change)
    assert [shown.getpixel((x, 0)) for x in range(3)] == [
        (0,) * 3,
        pytest.approx((129,) * 3, abs=2),
        (255,) * 3,
    ]


@pytest.mark.parametrize(
    "machine",
    [
        {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
    ],
    ids=lambda machine: machine["TZ"],
)
def test_the_same_input_gives_the_same_bytes_in_any_process(machine, tmp_path):
    """Another zone, locale, hash seed and folder; papers and a volume with scans."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); from tests.helpers.same_bytes import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(program_root())],
        cwd=tmp_path,
        env=os.environ | machine,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == digests()
