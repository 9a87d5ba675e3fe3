"""A photo is made anew from its pixels: no place, no camera, no surprise is left in it."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from liandong.domains.casework import refusals

KINDS = ("JPEG", "PNG", "WEBP")
LARGEST = 15 * 2**20
PIXELS = 50_000_000
EDGE = 1600
MOST = 6
_QUALITY = 82


def made_anew(sent: bytes) -> tuple[bytes, int, int]:
    """A JPEG of at most 1600 pixels a side, its width and height. Raises `LiandongError`
    not_a_photo, photo_too_large."""
    if len(sent) > LARGEST:
        raise refusals.photo_too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _made(Image.open(io.BytesIO(sent), formats=KINDS))
    except Image.DecompressionBombError as error:
        raise refusals.photo_too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise refusals.not_a_photo() from error


def _made(image: Image.Image) -> tuple[bytes, int, int]:
    # Only the head has been read so far: what is too large is never unpacked.
    if image.width * image.height > PIXELS:
        raise refusals.photo_too_large()
    image.draft("RGB", (EDGE, EDGE))
    turned = ImageOps.exif_transpose(image)
    turned.thumbnail((EDGE, EDGE))
    plain = Image.new("RGB", turned.size, "white")
    plain.paste(turned.convert("RGB"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), plain.width, plain.height
