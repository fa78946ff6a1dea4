# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: one JPEG or PNG becomes a one-page PDF at its real size.

A JPEG goes in as the very stream it came as (DCTDecode, ISO 32000-1 7.4.8); a PNG as Flate with
PNG predictors (7.4.4.4), transparency laid on white.
"""

from __future__ import annotations

import io
import struct

import pikepdf
from attrs import frozen
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps, UnidentifiedImageError

from app.intake.clean_pdf import save
from app.intake.limits import MAX_PIXELS, Refused

A4_MM = (210.0, 297.0)
_A4_RATIO = 2**0.5
_DEFAULT_DPI = 300.0
_LONGEST_PLAUSIBLE_MM = 450.0  # A3 and a little
_SHORTEST_PLAUSIBLE_MM = 20.0
_ORIENTATION = 0x0112

# EXIF orientation -> matrix of the unit square and degrees clockwise it stands for (CIPA DC-008).
_ORIENTED: dict[int, tuple[tuple[int, ...], int]] = {
    1: ((1, 0, 0, 1, 0, 0), 0),
    2: ((-1, 0, 0, 1, 1, 0), 0),
    3: ((-1, 0, 0, -1, 1, 1), 180),
    4: ((1, 0, 0, -1, 0, 1), 180),
    5: ((0, -1, -1, 0, 1, 1), 270),
    6: ((0, -1, 1, 0, 0, 1), 90),
    7: ((0, 1, 1, 0, 0, 0), 90),
    8: ((0, 1, -1, 0, 1, 0), 270),
}


@frozen
class PicturePage:
    """A picture as a PDF page.

    Attributes:
        pdf: one-page PDF.
        width_mm, height_mm: size of the page, upright.
        dpi: resolution on that page.
        rotation: degrees clockwise the picture was turned.
        thumb: the page in grey, small.
        assumed: the size was guessed, as the picture names no plausible resolution.
    """

    pdf: bytes
    width_mm: float
    height_mm: float
    dpi: int
    rotation: int
    thumb: Image.Image
    assumed: bool


def picture_page(data: bytes, media: str) -> PicturePage:
    """Return the page a picture makes.

    Args:
        media: ``jpeg`` or ``png``.

    Raises:
        Refused: too many pixels, cut off, or broken.
    """
    Image.MAX_IMAGE_PIXELS = None  # the size is judged below, before a pixel is decoded
    try:
        with Image.open(
            io.BytesIO(data), formats=("JPEG",) if media == "jpeg" else ("PNG",)
        ) as image:
            if image.width * image.height > MAX_PIXELS:
                millions = round(image.width * image.height / 1e6)
                raise Refused("INTAKE-PIXELS", megapixels=millions, limit=MAX_PIXELS // 1_000_000)
            return _jpeg_page(data, image) if media == "jpeg" else _png_page(image)
    except UnidentifiedImageError:
        raise Refused("INTAKE-BROKEN-IMAGE") from None
    except (OSError, SyntaxError, EOFError, struct.error) as fault:
        # Pillow: OSError "image file is truncated", SyntaxError "broken PNG file"
        raise Refused(
            "INTAKE-CUT" if "truncated" in str(fault) else "INTAKE-BROKEN-IMAGE"
        ) from None
    except (ValueError, TypeError, KeyError, IndexError, ZeroDivisionError, OverflowError):
        raise Refused("INTAKE-BROKEN-IMAGE") from None


def page_size(
    pixels: tuple[int, int], dpi: tuple[float, float] | None
) -> tuple[float, float, bool]:
    """Return width and height in mm and whether they were guessed.

    A declared resolution is believed when the page it gives could be paper. Else a picture of A4's
    proportions is taken for A4; others stand at 300 dpi, made to fit A4 when that is too big.
    """
    width, height = pixels
    if dpi and min(dpi) > 1:
        sides = width / dpi[0] * 25.4, height / dpi[1] * 25.4
        if max(sides) <= _LONGEST_PLAUSIBLE_MM and min(sides) >= _SHORTEST_PLAUSIBLE_MM:
            return sides[0], sides[1], False
    short, long = sorted(pixels)
    if abs(long / short / _A4_RATIO - 1) < 0.02:
        return (*A4_MM, True) if height >= width else (A4_MM[1], A4_MM[0], True)
    box = A4_MM if height >= width else A4_MM[::-1]
    at_default = width / _DEFAULT_DPI * 25.4, height / _DEFAULT_DPI * 25.4
    scale = min(1.0, box[0] / at_default[0], box[1] / at_default[1])
    return at_default[0] * scale, at_default[1] * scale, True


def _jpeg_page(data: bytes, image: Image.Image) -> PicturePage:
    if not _ends_properly(data):
        raise Refused("INTAKE-CUT")
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    mode, size = image.mode, image.size
    if mode not in spaces:
        raise Refused("INTAKE-BROKEN-IMAGE")
    keys = {"ColorSpace": spaces[mode], "BitsPerComponent": 8, "Filter": Name.DCTDecode}
    if mode == "CMYK" and "adobe" in image.info:
        keys["Decode"] = Array([1, 0] * 4)  # Adobe writes CMYK inverted (TN 5116)
    orientation = image.getexif().get(_ORIENTATION, 1)
    dpi = _declared_dpi(image)
    image.draft(
        "L" if mode != "CMYK" else "CMYK", (480, 480)
    )  # decodes every block, keeps an eighth
    image.load()
    thumb = image.convert("L")
    return _page(data, keys, size, dpi, thumb, orientation if orientation in _ORIENTED else 1)


def _png_page(image: Image.Image) -> PicturePage:
    dpi = _declared_dpi(image)
    image.load()
    plain = _on_white(image)
    out = io.BytesIO()
    plain.save(out, "PNG", compress_level=6)
    bits, colours = (1, 1) if plain.mode == "1" else (8, 1 if plain.mode == "L" else 3)
    keys = {
        "ColorSpace": Name.DeviceRGB if colours == 3 else Name.DeviceGray,
        "BitsPerComponent": bits,
        "Filter": Name.FlateDecode,
        "DecodeParms": Dictionary(
            Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=plain.width
        ),
    }
    thumb = plain.convert("L")
    return _page(_image_data(out.getvalue()), keys, plain.size, dpi, thumb, 1)


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture as bilevel, grey or RGB without transparency."""
    if image.mode.startswith("I"):
        deep = image.convert("I")  # 16 bits a sample
        return deep.point(lambda value: value * (1 / 257) + 0).convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        flat = Image.alpha_composite(white, layered)
        return flat.convert("L" if image.mode in ("L", "LA") else "RGB")
    return image if image.mode in ("1", "L", "RGB") else image.convert("RGB")


def _image_data(png: bytes) -> bytes:
    """Return the joined IDAT chunks of a PNG that was just written (PNG 11.2.4)."""
    parts, position = [], 8
    while position < len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        if kind == b"IDAT":
            parts.append(png[position + 8 : position + 8 + length])
        position += 12 + length
    return b"".join(parts)


def _declared_dpi(image: Image.Image) -> tuple[float, float] | None:
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 0 < across < 1e5 and 0 < down < 1e5 else None


def _page(
    stream: bytes,
    keys: dict[str, object],
    size: tuple[int, int],
    dpi: tuple[float, float] | None,
    thumb: Image.Image,
    orientation: int,
) -> PicturePage:
    matrix, turn = _ORIENTED[orientation]
    width, height, assumed = page_size(size, dpi)
    pixels = size
    if orientation >= 5:
        width, height, pixels = height, width, (size[1], size[0])
        if assumed:
            width, height, _ = page_size(pixels, None)
    thumb = ImageOps.contain(_turned(thumb, orientation), (480, 680))
    pdf = _one_page(stream, keys, size, (width, height), matrix)
    return PicturePage(pdf, width, height, round(pixels[0] / width * 25.4), turn, thumb, assumed)


def _turned(thumb: Image.Image, orientation: int) -> Image.Image:
    flips = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return thumb.transpose(flips[orientation]) if orientation in flips else thumb


def _one_page(
    stream: bytes,
    keys: dict[str, object],
    size: tuple[int, int],
    page_mm: tuple[float, float],
    matrix: tuple[int, ...],
) -> bytes:
    pdf = pikepdf.new()
    wide, high = (round(side / 25.4 * 72, 3) for side in page_mm)
    picture = pikepdf.Stream(pdf, b"")
    picture.write(stream, filter=keys["Filter"], decode_parms=keys.get("DecodeParms"))  # type: ignore[arg-type] # kept as they came
    for key, value in {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": size[0],
        "Height": size[1],
    }.items():
        picture[f"/{key}"] = value
    for key in ("ColorSpace", "BitsPerComponent", "Decode"):
        if key in keys:
            picture[f"/{key}"] = keys[key]
    a, b, c, d, e, f = matrix
    content = f"q {wide} 0 0 {high} 0 0 cm {a} {b} {c} {d} {e} {f} cm /Scan Do Q"
    page = pdf.add_blank_page(page_size=(wide, high))
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=pdf.make_indirect(picture)))
    page.obj.Contents = pdf.make_stream(content.encode())
    return save(pdf)


def _ends_properly(data: bytes) -> bool:
    """Tell whether an end-of-image marker stands after the main picture's scan began (T.81 B.1.1.2)."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return False
        marker = data[position + 1]
        if marker == 0xDA:
            return data.rfind(b"\xff\xd9", position) > position
        if marker == 0xFF:
            position += 1
            continue
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return False
