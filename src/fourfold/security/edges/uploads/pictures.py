"""Pictures are decoded and written anew: what was not a picture in them does not come along."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from fourfold.security.edges.uploads.errors import Damaged, TooLarge
from fourfold.security.edges.uploads.kinds import Kind

MOST_PIXELS = 24_000_000
LONGEST_SIDE = 30_000
MOST_SCANS = 30
MOST_WORK = 400_000_000
"""Pixels times scans: a JPEG may ask to be drawn over and over."""
QUALITY = 88
_BROKEN = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError),
    *(TypeError, OverflowError),
)
"""What Pillow's readers raise over a file that is not what it says."""
_PLAIN = {Kind.JPEG: ("L", "RGB"), Kind.PNG: ("1", "L", "LA", "RGB", "RGBA")}


def redraw(content: bytes, kind: Kind) -> bytes:
    """
    Return the picture's pixels as a new file of its kind, turned upright, and nothing else.

    Place, camera, thumbnails, color profiles, comments and all that follows the picture are gone.
    :raises TooLarge: over 24 million pixels; told from the header, before anything is decoded.
    :raises Damaged: if it cannot be decoded to its end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=[kind.name]) as picture:
                _check_size(picture, content.count(b"\xff\xda") if kind is Kind.JPEG else 1)
                return _written(picture, kind)
    except Image.DecompressionBombError as problem:
        raise _too_large() from problem
    except _BROKEN as problem:
        if isinstance(problem, TooLarge):
            raise
        raise Damaged("The picture is damaged: it cannot be read to its end.") from problem


def _check_size(picture: Image.Image, scans: int) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_large()
    if scans > MOST_SCANS or scans * width * height > MOST_WORK:
        raise TooLarge("The picture is built up in too many steps. Save it anew.")


def _too_large() -> TooLarge:
    return TooLarge(
        "The picture has over 24 million pixels, or a side of over 30,000. Make it smaller and "
        "send it again."
    )


def _written(picture: Image.Image, kind: Kind) -> bytes:
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    plain: Image.Image = picture
    if picture.mode not in _PLAIN[kind]:
        see_through = kind is Kind.PNG and "transparency" in picture.info
        if picture.mode.startswith("I"):  # 16 bits of gray: the upper 8 are kept
            plain = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
        else:
            plain = picture.convert("RGBA" if see_through else "RGB")
    plain.info = {}
    out = io.BytesIO()
    if kind is Kind.JPEG:
        plain.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None)
    else:
        plain.save(out, "PNG", compress_level=3, exif=b"", icc_profile=None)
    return out.getvalue()
