# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: a foreign PDF is written anew with nothing but its pages and what they draw.

Catalogue, names, actions, scripts, forms, attachments and metadata are never copied: pages move
into a new file with a short list of keys each. Picture streams keep their very bytes.
Clauses of ISO 32000-1: 7.7.3.3 (page keys), 8.10 (forms), 12.5 (annotations), 12.6 (actions).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf
from attrs import frozen
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from app.intake.limits import MAX_INFLATED, MAX_PAGES, MAX_PIXELS, Refused
from app.intake.upright import set_upright, whole

_PAGE_KEYS = {
    "/Type",
    "/Parent",
    "/Contents",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
}
_RESOURCE_KEYS = {
    "/Font",
    "/XObject",
    "/ExtGState",
    "/ColorSpace",
    "/Pattern",
    "/Shading",
    "/ProcSet",
}
_STREAM_KEYS_DROPPED = (
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/A",
    "/AA",
    "/AF",
    "/OC",
    "/OPI",
    "/Ref",
    "/Metadata",
    "/PieceInfo",
    "/Alternates",
    "/StructParent",
    "/StructParents",
    "/LastModified",
    "/Measure",
    "/PtData",
)
_ACTIVE_ROOT_KEYS = ("/OpenAction", "/AA", "/Names", "/Collection", "/URI", "/AF", "/DSS")
_BASE_FONTS = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats")
_INFLATE_RATIO = 1032  # most that deflate can gain (zlib technical notes)


@frozen
class Cleaned:
    """A clean PDF and what was done to get it.

    Attributes:
        pdf: the new file.
        rotations: degrees clockwise each page was turned to stand upright.
        active: whether scripts, actions or attachments were left behind.
        flattened: annotations and form fields merged into the pages or left behind.
        layers: whether some layer was switched off in the original.
        loose_fonts: names of fonts the file uses without carrying them.
        signed: whether it bore an electronic signature; the clean file bears none.
        mended: whether its tables were damaged and its pages were gathered from what is left.
    """

    pdf: bytes
    rotations: tuple[int, ...]
    active: bool
    flattened: int
    layers: bool
    loose_fonts: tuple[str, ...]
    signed: bool
    mended: bool


def clean(data: bytes) -> Cleaned:
    """Return the clean form of a PDF.

    Raises:
        Refused: encrypted, broken, too many pages, a bomb, a picture or page beyond the limits.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            return _cleaned(source)
    except pikepdf.PasswordError:
        raise Refused("INTAKE-ENCRYPTED") from None
    except pikepdf.ForeignObjectError:
        raise Refused("INTAKE-BROKEN-PDF") from None
    except (
        pikepdf.PdfError,
        pikepdf.DataDecodingError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
    ):
        # pikepdf answers damage with all of these, by where in the file it meets it
        raise Refused("INTAKE-BROKEN-PDF") from None


def _cleaned(source: Pdf) -> Cleaned:
    _count_pages(source)
    # qpdf has gathered the pages by now; pages of a file cut short may be missing without a trace.
    mended = bool(source.get_warnings())
    for thing in _streams(source):
        _guard_stream(thing)
    active = _has_active_parts(source)
    layers = _has_hidden_layers(source)
    signed = _is_signed(source)
    flattened = _flatten(source)
    target = pikepdf.new()
    for page in source.pages:
        _strip_page(page)
    target.pages.extend(source.pages)
    for thing in _streams(target):
        _strip_stream(thing)
    rotations = tuple(set_upright(target, index) for index in range(len(target.pages)))
    target.remove_unreferenced_resources()
    return Cleaned(
        save(target), rotations, active, flattened, layers, loose_fonts(target), signed, mended
    )


def save(pdf: Pdf) -> bytes:
    """Return the file's bytes: streams as they are, the same bytes for the same input."""
    out = io.BytesIO()
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.save(
        out,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
        deterministic_id=True,
    )
    return out.getvalue()


def _count_pages(source: Pdf) -> None:
    declared = source.Root.Pages.get("/Count", 0)
    if isinstance(declared, int) and declared > MAX_PAGES:
        raise Refused("INTAKE-PAGES", pages=declared, limit=MAX_PAGES)
    pages = len(source.pages)
    if pages == 0:
        raise Refused("INTAKE-NO-PAGES")
    if pages > MAX_PAGES:
        raise Refused("INTAKE-PAGES", pages=pages, limit=MAX_PAGES)


def _streams(pdf: Pdf) -> Iterator[pikepdf.Stream]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            yield thing


def _guard_stream(stream: pikepdf.Stream) -> None:
    """Refuse pictures beyond the limit and streams that swell; nothing is inflated beyond the limit."""
    if stream.get("/Subtype") == Name.Image:
        width, height = (whole(stream.get(key)) for key in ("/Width", "/Height"))
        if width * height > MAX_PIXELS:
            raise Refused(
                "INTAKE-PIXELS",
                megapixels=round(width * height / 1e6),
                limit=MAX_PIXELS // 1_000_000,
            )
        return
    filters = _filters(stream)
    if any(name != Name.FlateDecode for name in filters):
        return  # LZW and run-length gain little; the rest are pictures held to memory limits
    data = stream.read_raw_bytes()
    for position in range(len(filters)):
        last = position == len(filters) - 1
        if last and len(data) * _INFLATE_RATIO <= MAX_INFLATED:
            return
        data = _inflated(data)


def _filters(stream: pikepdf.Stream) -> list[Object]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _inflated(data: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        out = machine.decompress(data, MAX_INFLATED + 1)
    except zlib.error:
        return b""  # damage in one stream: the page shows what it can
    if len(out) > MAX_INFLATED:
        raise Refused("INTAKE-BOMB")
    return out


def _has_active_parts(source: Pdf) -> bool:
    root = source.Root
    if any(key in root for key in _ACTIVE_ROOT_KEYS if key != "/Names"):
        return True
    names = root.get("/Names")
    if isinstance(names, Dictionary) and ("/JavaScript" in names or "/EmbeddedFiles" in names):
        return True
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        return True
    return any("/AA" in page.obj for page in source.pages)


def _is_signed(source: Pdf) -> bool:
    """Tell whether the file bears an electronic signature (ISO 32000-1 12.7.2 SigFlags, 12.8 DocMDP)."""
    form = source.Root.get("/AcroForm")
    flags = whole(form.get("/SigFlags", 0)) if isinstance(form, Dictionary) else 0
    return bool(flags & 1) or "/Perms" in source.Root


def _has_hidden_layers(source: Pdf) -> bool:
    properties = source.Root.get("/OCProperties")
    default = properties.get("/D") if isinstance(properties, Dictionary) else None
    off = default.get("/OFF") if isinstance(default, Dictionary) else None
    return isinstance(off, Array) and len(off) > 0


def _flatten(source: Pdf) -> int:
    """Draw annotations and filled fields into the pages; return how many there were."""
    count = sum(
        len(page.obj.Annots) for page in source.pages if isinstance(page.obj.get("/Annots"), Array)
    )
    if not count:
        return 0
    form = source.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False)):
        source.generate_appearance_streams()
    source.flatten_annotations("all")
    return count


def _strip_page(page: Page) -> None:
    for key in set(page.obj.keys()) - _PAGE_KEYS:
        del page.obj[key]
    _strip_resources(page.obj)


def _strip_resources(owner: Object) -> None:
    resources = owner.get("/Resources")
    if isinstance(resources, Dictionary):
        for key in set(resources.keys()) - _RESOURCE_KEYS:
            del resources[key]


def _strip_stream(stream: pikepdf.Stream) -> None:
    external = "/F" in stream
    for key in _STREAM_KEYS_DROPPED:
        if key in stream:
            del stream[key]
    if external:
        stream.write(b"")  # its data lie in another file; nothing is read from there
    _strip_resources(stream)


def loose_fonts(pdf: Pdf) -> tuple[str, ...]:
    """Return names of the fonts a file uses without carrying them, the fourteen base fonts apart."""
    names = set()
    for thing in pdf.objects:
        if (
            not isinstance(thing, Dictionary)
            or thing.get("/Type") != Name.Font
            or "/BaseFont" not in thing
        ):
            continue
        if thing.get("/Subtype") in (Name.Type0, Name.Type3):
            continue  # a composite font's descendant is judged; Type 3 glyphs are drawn in the file
        descriptor = thing.get("/FontDescriptor")
        carried = isinstance(descriptor, Dictionary) and any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        name = str(thing.BaseFont).lstrip("/")
        if not carried and not name.startswith(_BASE_FONTS):
            names.add(name[:60])
    return tuple(sorted(names))
