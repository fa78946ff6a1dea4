# SPDX-License-Identifier: MulanPSL-2.0
"""Papers of any size in a volume: placed by rule, looked at; the file says nothing of the person."""

from __future__ import annotations

import io

import attrs
import pikepdf
import pytest

from app.model.codes import MaterialState
from app.model.materials import MaterialEntry
from app.paper.volume.packet import plan_packet, write_packet
from app.paper.volume.plan import PacketRules
from tests.helpers import golden, pages
from tests.helpers.paper_double import A4, A4_WIDE, Row, Store, context

ODD = (  # name, sizes in mm, quarter turns a person chose
    ("A3图纸", [(420.0, 297.0), (297.0, 420.0)], ()),
    ("长条图", [(600.0, 150.0), (100.0, 600.0)], ()),
    ("小票", [(80.0, 200.0), (50.0, 30.0)], ()),
    ("放倒的扫描件", [A4, A4, A4, A4], (0, 1, 2, 3)),
    ("横向原件", [A4_WIDE, A4_WIDE], ()),
    ("近方形证书", [(200.0, 190.0), (190.0, 180.0)], ()),
    ("信纸", [(279.4, 215.9), (215.9, 355.6)], ()),
)
FIRST = 6  # pages before the first material: cover, catalogue, divider, each with its back


def odd_rows(store: Store) -> list[Row]:
    """Return one material for each kind of odd paper."""
    done = []
    for seed, (name, sizes, turns) in enumerate(ODD, 1):
        scan = attrs.evolve(store.scan(sizes, seed), rotations=turns, id=f"odd{seed}")
        form = "original" if "原件" in name else "copy"
        entry = MaterialEntry(name, name, state=MaterialState.READY, scans=(scan,), form=form)
        done.append(Row(entry, f"B{seed}", seed, name))
    return done


@pytest.fixture(scope="module")
def packet() -> bytes:
    store, target = Store(), io.BytesIO()
    plan = plan_packet(context(), odd_rows(store))
    write_packet(plan, context(), store.__getitem__, target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "index"),
    [("a3-front", 0), ("strip-front", 2), ("slip-back", 5), ("turned-over", 8), ("original-wide-back", 11),
     ("square-front", 12), ("letter-front", 14)],
)  # fmt: skip
def test_odd_papers_look_as_they_were_looked_at(packet, name, index, golden_write):
    """Wide drawings lie with their top to the spine, small ones are never enlarged, turns are kept."""
    golden.check(packet, f"paper/odd-{name}", FIRST + index, write=golden_write)


def test_nothing_leaves_the_type_area(packet):
    """Whatever the size, ink stays inside 18 and 30 mm; only the seam ticks stand on the outer edge."""
    for index in range(FIRST, pages.page_count(packet)):
        front = index % 2 == 0
        inner = (0.5, 20, 29, 295) if front else (181, 20, 209.5, 295)
        assert pages.ink(packet, inner, index, dpi=60) is None


def test_the_file_tells_nothing_about_the_person(packet):
    """Title, producer, XMP, bookmarks and page labels hold neither name nor unit nor telephone."""
    with pikepdf.open(io.BytesIO(packet)) as document:
        told = [str(value) for value in document.docinfo.values()]
        told.append(document.Root.Metadata.read_bytes().decode())
        with document.open_outline() as outline:
            told += [item.title for mark in outline.root for item in (mark, *mark.children)]
        told += [page.label for page in document.pages]
    basics = context().declaration.basics
    for secret in (basics.name, basics.unit, basics.phone):
        assert not any(secret in text for text in told)


def test_a_thick_material_is_split_and_numbers_run_on():
    """Three volumes of 5 mm: covers and backs blank of numbers, the figures go on without a gap."""
    store, target = Store(), io.BytesIO()
    scan = store.scan([A4] * 150, 60)
    entry = MaterialEntry("thick", "厚材料", state=MaterialState.READY, scans=(scan,))
    plan = plan_packet(context(), [Row(entry, "B1", 1, "厚材料")], rules=PacketRules(thickest=5.0))
    write_packet(plan, context(), store.__getitem__, target)
    assert len(plan.volumes) > 1
    numbers = [side.number for volume in plan.volumes for side in volume.sides if side.number]
    assert numbers == list(range(1, 152))
    starts = [sum(len(v.sides) for v in plan.volumes[:at]) for at in range(len(plan.volumes))]
    for volume, start in zip(plan.volumes, starts, strict=True):
        assert f"第{volume.number}册共{len(plan.volumes)}册" in pages.words(
            target.getvalue(), start
        )
        assert pages.words(target.getvalue(), start + 1) in ("", "练习数据虚构，不作申报用")
