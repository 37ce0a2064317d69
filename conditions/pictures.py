"""Uploaded pictures into what is kept: read with suspicion, written anew, in a few sizes.

Only the pixels are kept. The JPEGs that come out hold no EXIF, no place, no name, no colour
profile and nothing that was hidden behind the picture. Plain Python with Pillow.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000  # what the cameras of telephones make; some 150 MB while it is read
LONGEST_SIDE = 1920  # pixels; a larger picture is scaled down
NARROWER = (480, 960)  # pixels wide, for smaller screens
QUALITY = 88
# What can be brought to eight bits of red, green and blue without guessing.
MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"}
# What Pillow raises on files that are broken, cut short or made to harm.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureRefused(ValueError):  # noqa: N818 - it reads as the event it is
    """A file that cannot be kept; `reason` is one of the words that `REASONS` names."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


REASONS = ("empty", "bytes", "kind", "broken", "pixels", "animated", "colours")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture as it is kept: its name, its size, and a JPEG for each width in pixels."""

    digest: str  # SHA-256 of the widest one
    width: int
    height: int
    files: Mapping[int, bytes]


def widths_of(width: int) -> list[int]:
    """Return the widths that a picture is kept in, narrowest first."""
    return [one for one in NARROWER if one < width] + [width]


def render(data: bytes) -> Rendered:
    """Return what is kept of an uploaded file. Raises `PictureRefused`."""
    if not data:
        raise PictureRefused("empty")
    if len(data) > MAX_BYTES:
        raise PictureRefused("bytes")
    try:
        image = _read(data)
    except PictureRefused:
        raise
    except TOO_LARGE as error:
        raise PictureRefused("pixels") from error
    except BROKEN as error:
        raise PictureRefused("broken") from error
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    files = {}
    for width in widths_of(image.width):
        height = max(1, round(image.height * width / image.width))
        scaled = image.resize((width, height), Image.Resampling.LANCZOS)
        files[width] = _written(scaled if width < image.width else image)
    digest = sha256(files[image.width]).hexdigest()
    return Rendered(digest, image.width, image.height, files)


def _read(data: bytes) -> Image.Image:
    """Return the pixels of a file, upright and in sRGB."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.UnidentifiedImageError as error:
        raise PictureRefused("kind") from error
    # The size stands at the head of the file: nothing is unpacked yet.
    if image.width * image.height > MAX_PIXELS:
        raise PictureRefused("pixels")
    # Cameras put a second picture behind a JPEG (MPO); the first one is the photograph.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PictureRefused("animated")
    if image.mode not in MODES:
        raise PictureRefused("colours")
    image.load()
    profile = image.info.get("icc_profile")
    return _in_srgb(ImageOps.exif_transpose(image), profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return an image in sRGB on white: a wide-gamut photograph would lose the skin's colour."""
    if image.mode in {"LA", "PA", "P", "RGBA"}:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError) as error:
            raise PictureRefused("colours") from error
        if converted is not None:
            image = converted
    # A fresh image: only pixels come along, nothing that the file said besides.
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    return clean


def _written(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
