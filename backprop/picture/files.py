"""Files as pictures: opened with care, upright, small; or a sentence that says what to do."""

import threading
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError, features

try:
    from pi_heif import register_heif_opener
except ImportError:  # it is no requirement: one format of some phones
    pass
else:
    register_heif_opener()

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "AVIF")
MAX_PIXELS = 25_000_000  # decoded whole, 4 bytes a pixel: 100 MB for a moment
MAX_PIXELS_JPEG = 64_000_000  # a JPEG is reduced while it is decoded
DAMAGED = "This picture is damaged or cut short: save or download it again, or choose another."
LONGEST_SIDE = 1024  # of an opened picture, in pixels


class PictureError(ValueError):
    """The uploaded file cannot be used as a picture; the message says what to do."""


# Python's list of warning filters belongs to the whole process: one thread at a time changes it.
_warning_filters = threading.Lock()


def open_picture(data: bytes) -> Image.Image:
    """The picture in the bytes of a file: upright, its first frame, at most 1024 pixels a side.

    A picture too large for memory is refused by the size in its header, before it is decoded.
    Raises PictureError where the bytes are empty, no picture, too large or damaged.
    """
    if not data:
        raise PictureError("This file is empty: choose a PNG or JPEG picture.")
    with _warning_filters, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=_formats())
            if image.width * image.height > _most_pixels(image):
                raise PictureError(_too_large(f"{image.width:,} × {image.height:,} pixels"))
            return _small_upright(image)
        except PictureError:
            raise
        except UnidentifiedImageError:
            raise PictureError(_unreadable(data)) from None
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise PictureError(_too_large("far too many pixels")) from None
        except Exception as error:  # damaged files make Pillow raise nearly anything
            raise PictureError(DAMAGED) from error


def _formats() -> tuple[str, ...]:
    """What can be read here: a HEIC photo where pi-heif is installed."""
    return (*FORMATS, "HEIF") if "HEIF" in Image.OPEN else FORMATS


def _unreadable(data: bytes) -> str:
    """What to do with a file that is no picture, or whose format cannot be read here."""
    brands = data[8:64] if data[4:8] == b"ftyp" else b""
    if b"avif" in brands or b"avis" in brands:
        return (
            DAMAGED
            if features.check("avif")
            else (
                "This is an AVIF picture, which cannot be read here: save it as JPEG or PNG, and "
                "choose that one."
            )
        )
    if any(brand in brands for brand in (b"hei", b"hev", b"mif1", b"msf1")):
        return (
            DAMAGED
            if "HEIF" in _formats()
            else (
                "This is a HEIC photo, which cannot be read here. On the iPhone choose Settings › "
                "Camera › Formats › Most Compatible and take it again; or send it as JPEG: choose "
                "it with Options › Most Compatible below the photos. Where this app runs, "
                "pip install pi-heif lets it read them."
            )
        )
    return "This file is not a picture that can be read here: choose a PNG or JPEG picture."


def _most_pixels(image: Image.Image) -> int:
    return MAX_PIXELS_JPEG if image.format in ("JPEG", "MPO") else MAX_PIXELS


def _too_large(size: str) -> str:
    return f"This picture is too large ({size}): make it smaller than 5,000 × 5,000 and try again."


def _small_upright(image: Image.Image) -> Image.Image:
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    if max(image.size) > LONGEST_SIDE:
        if image.mode in ("1", "P"):  # these can only be thinned out, which loses thin lines
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    return ImageOps.exif_transpose(image)
