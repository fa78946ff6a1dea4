# SPDX-License-Identifier: MulanPSL-2.0
"""Taking in a scan through the child: the hostile set, advice, limits, stopping."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.intake import inspect_scan
from app.intake import launch as launching
from app.intake.frames import ChannelFault, Frame, Kind
from app.intake.launch import Child, ChildGone
from app.intake.levels import Confinement, SandboxLevel
from app.intake.scans import _refusal
from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress
from tests.helpers import hostile_files as make


def _answer(data, name, page_seconds=15):
    """Return what was taken in and the refusal, one of them None."""
    try:
        return inspect_scan(data, name, page_seconds=page_seconds), None
    except UserError as refusal:
        return None, refusal


@pytest.mark.parametrize("hostile", make.hostile_files(), ids=lambda entry: entry[0])
def test_each_hostile_file_is_refused_by_name_or_taken_in_clean(hostile):
    """Eighteen files built to do harm: none does, each gets its own answer."""
    name, data, codes = hostile
    slow = "INTAKE-TIME" in codes
    accepted, refused = _answer(data, name, 1.0 if slow else 15)
    if refused:
        assert refused.code in codes
        assert name in refused.message.detail
    else:
        assert codes == () or "" in codes
        with pikepdf.open(io.BytesIO(accepted.working)) as pdf:
            assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}


def test_a_jpeg_is_taken_in_with_its_facts():
    """Medium, size, resolution and the very stream come back from the child."""
    data = make.jpeg()
    accepted = inspect_scan(data, "获奖证书.jpg")
    (page,) = accepted.pages
    assert (accepted.media, accepted.name) == ("jpeg", "获奖证书.jpg")
    assert data in accepted.working
    assert (round(page.width_mm), round(page.height_mm), page.dpi, page.blank) == (
        210,
        297,
        75,
        False,
    )
    assert [note.code for note in accepted.notes] == ["INTAKE-NOTE-DPI"]
    assert "最低 75" in accepted.notes[0].detail


def test_the_advice_names_the_pages():
    """Blank, leaning, odd and unnamed sizes are advice; the scan is taken in all the same."""

    def edit(made):
        made.pages[1].obj.Contents = made.make_stream(b"")
        made.pages[2].obj.MediaBox = pikepdf.Array([0, 0, 1800, 842])

    accepted = inspect_scan(make.pdf(3, edit), "图纸.jpg")
    told = {note.code: note.detail for note in accepted.notes}
    assert set(told) == {"INTAKE-NOTE-BLANK", "INTAKE-NOTE-SIZE", "INTAKE-NOTE-NAME"}
    assert "第 2 页" in told["INTAKE-NOTE-BLANK"] and "第 3 页" in told["INTAKE-NOTE-SIZE"]
    assert all(note.level in ("note", "check") for note in accepted.notes)


def test_a_leaning_photo_of_unknown_size_is_advised():
    """Both the guess of the paper size and the lean are told."""
    image = make.page_picture(1240, 1754).rotate(-3, Image.Resampling.BICUBIC, fillcolor="white")
    out = io.BytesIO()
    image.save(out, "JPEG")
    codes = [note.code for note in inspect_scan(out.getvalue(), "a.jpeg").notes]
    assert codes == ["INTAKE-NOTE-DPI", "INTAKE-NOTE-LEANING", "INTAKE-NOTE-ASSUMED"]


def test_strict_confinement_still_takes_in_scans():
    """On a kernel without Landlock a JPEG, a PNG and a PDF with its own fonts are read."""
    for data, name in (
        (make.jpeg(), "a.jpg"),
        (make.png(), "a.png"),
        (make.scanned_pdf(make.jpeg()), "a.pdf"),
    ):
        assert inspect_scan(data, name, strongest=Confinement.STRICT).pages


def test_without_confinement_nothing_is_read_unless_an_exception_is_on_record():
    """The child says what holds it before it is given the file."""
    with pytest.raises(UserError) as caught:
        inspect_scan(make.jpeg(), "a.jpg", strongest=Confinement.LIMITS)
    assert caught.value.code == "INTAKE-NO-SANDBOX"
    allowed = inspect_scan(
        make.jpeg(), "a.jpg", strongest=Confinement.LIMITS, exception_on_record=True
    )
    assert allowed.pages


def test_stopping_ends_the_child_and_keeps_nothing():
    """A person's stop is a Cancelled, not a message about the file."""
    data = next(data for name, data, _ in make.hostile_files() if name == "nested-forms.pdf")
    with pytest.raises(Cancelled):
        inspect_scan(data, "a.pdf", Progress(stop_requested=lambda: True))


def test_every_page_is_told_as_it_is_read():
    """The progress counts pages."""
    told = []
    inspect_scan(
        make.pdf(4), "a.pdf", Progress(lambda done, total, label: told.append((done, label)))
    )
    assert told == [(1, "a.pdf"), (2, "a.pdf"), (3, "a.pdf"), (4, "a.pdf")]


def test_a_child_that_cannot_start_is_told(monkeypatch):
    """A missing interpreter is one clear message."""
    monkeypatch.setattr(launching.sys, "executable", "/nowhere/python")
    with pytest.raises(UserError) as caught:
        inspect_scan(make.jpeg(), "a.jpg")
    assert caught.value.code == "INTAKE-NO-CHILD"


def test_a_frozen_bundle_starts_itself_as_the_child(monkeypatch):
    """In a bundle there is no interpreter to call; the program gets --worker."""
    monkeypatch.setattr(launching.sys, "frozen", True, raising=False)
    monkeypatch.setattr(launching.sys, "executable", "/opt/zhijuan/zhijuan")
    assert launching.command("render", 7, Confinement.FULL) == [
        "/opt/zhijuan/zhijuan",
        "--worker",
        "render",
        "7",
        "full",
    ]


def test_nothing_of_the_parent_is_handed_down(monkeypatch):
    """The child's environment has no variable of ours and its descriptors are its two channels."""
    monkeypatch.setenv("ZHIJUAN_SECRET", "x")
    child = Child.start("inspect", 1 << 30)
    try:
        process = Path("/proc", str(child._process.pid))
        if process.exists() and os.geteuid() == 0:
            assert b"ZHIJUAN_SECRET" not in (process / "environ").read_bytes()
            assert len(list((process / "fd").iterdir())) <= 4
    finally:
        child.end()


def _child_that_says(monkeypatch, *frames):
    """Let inspect_scan meet a taken-over child that greets well and then says these frames."""
    said = list(frames)

    class Double:
        level = SandboxLevel(Confinement.FULL, 7, True)

        def send(self, *args, **kwargs): ...

        def send_json(self, *args): ...

        def end(self): ...

        def receive(self, *args):
            if not said:
                raise ChildGone("end")
            return said.pop(0)

    monkeypatch.setattr(
        "app.intake.scans.Child", type("Doubles", (), {"start": lambda *args: Double()})
    )


@pytest.mark.parametrize(
    "frames",
    [
        [Frame(Kind.DONE, b"{}")],
        [Frame(Kind.FACTS, b"[1]")],
        [Frame(Kind.FACTS, b'{"width_mm": "x"}')],
        [Frame(Kind.WORKING, b"MZ not a pdf"), Frame(Kind.DONE, b"{}")],
        [Frame(Kind.REFUSED, b'{"code": "M01", "values": {}}')],
        [Frame(Kind.REFUSED, b'{"code": "INTAKE-PAGES", "values": {}}')],
        [Frame(Kind.REFUSED, b'{"code": "INTAKE-NEVER", "values": {}}')],
        [Frame(Kind.RASTER, b"")],
        [],
    ],
)
def test_a_child_that_breaks_the_rules_is_believed_nothing(monkeypatch, frames):
    """Whatever a taken-over child says out of turn is one message, and nothing is kept."""
    _child_that_says(monkeypatch, *frames)
    with pytest.raises(UserError) as caught:
        inspect_scan(make.jpeg(), "a.jpg")
    assert caught.value.code == "INTAKE-STOPPED"


def test_texts_a_child_quotes_are_cut_and_cleaned():
    """A refusal may carry short plain texts only."""
    told = _refusal(
        Frame(
            Kind.REFUSED,
            b'{"code": "INTAKE-FONTS", "values": {"fonts": "\\u202e' + b"x" * 500 + b'"}}',
        ),
        "a",
    )
    assert len(str(told.values["fonts"])) <= 60 and "\u202e" not in str(told.values["fonts"])
    with pytest.raises(ChannelFault):
        _refusal(Frame(Kind.REFUSED, b'{"code": 3}'), "a")


def test_many_threads_may_take_in_scans_at_once():
    """Each call has its own child."""
    results = []
    threads = [
        threading.Thread(
            target=lambda n=n: results.append(inspect_scan(make.jpeg(quality=60 + n), f"{n}.jpg"))
        )
        for n in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({accepted.working for accepted in results}) == 3


@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_end_in_an_answer(seed):
    """A few dozen damaged files in children of their own are run by the soak; three stand here."""
    good = (make.jpeg(), make.png(), make.scanned_pdf(make.jpeg()))
    accepted, refused = _answer(make.mutated(good[seed % 3], seed), "a")
    if refused:
        assert refused.code.startswith("INTAKE-") and refused.message.remedy
    else:
        assert accepted.pages


def test_an_electronic_signature_is_named_before_it_is_lost():
    """A signed PDF is taken in, and the person is told that paper cannot carry the signature."""

    def signed(made):
        made.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())

    codes = [note.code for note in inspect_scan(make.pdf(edit=signed), "证明.pdf").notes]
    assert "INTAKE-NOTE-SIGNED" in codes
    plain = [note.code for note in inspect_scan(make.pdf(), "证明.pdf").notes]
    assert "INTAKE-NOTE-SIGNED" not in plain
