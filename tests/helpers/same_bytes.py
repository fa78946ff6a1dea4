# SPDX-License-Identifier: MulanPSL-2.0
"""Papers made for comparison, here and in processes of their own."""

from __future__ import annotations

import hashlib
import io

from app.paper.forms import FormSpec, render
from app.paper.rolls import roster
from app.paper.slips import hand_numbering_slip
from app.paper.trial_page import trial_page
from app.paper.volume.contents import contents
from app.paper.volume.packet import plan_packet, write_packet
from tests.helpers.paper_double import Store, context, rows
from tests.paper_forms import sample
from tests.paper_forms.test_roster import many


def _volume() -> bytes:
    store, target = Store(), io.BytesIO()
    write_packet(plan_packet(context(), rows(store)), context(), store.__getitem__, target)
    return target.getvalue()


def _slip() -> bytes:
    piece = hand_numbering_slip(context(), plan_packet(context(), rows(Store())))
    return piece.pdf if piece is not None else b""


def _form(name: str) -> bytes:
    return render(FormSpec.load(name), sample.context_of(sample.ordinary())).pdf


OWN = {
    "contents": lambda: contents(context(), plan_packet(context(), rows(Store()))).pdf,
    "numbering": _slip,
    "pledge": lambda: _form("pledge"),
    "roster": lambda: roster.pdf(many(30), sample.context_of(sample.ordinary())).pdf,
    "trial-page": lambda: trial_page().pdf,
}


def digests() -> list[str]:
    """Return the SHA-256 of each paper and of a volume with scans."""
    made = [*(make() for make in OWN.values()), _volume()]
    return [hashlib.sha256(pdf).hexdigest() for pdf in made]


def main() -> None:
    """Print the digests, one a line."""
    print("\n".join(digests()))
