"""Uploaded files: what is kept of good ones, and how bad ones are refused."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from conditions import pictures
from conditions.pictures import PictureRefused, render, widths_of
from tests.factories import picture_data


def opened(data):
    return Image.open(BytesIO(data))


def saved(image, file_format="PNG", **options):
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def moving(file_format):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    return saved(frames[0], file_format, save_all=True, append_images=frames[1:])


def reason_of(data):
    with pytest.raises(PictureRefused) as refused:
        render(data)
    return refused.value.reason


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_every_format_becomes_a_jpeg_named_by_its_digest(file_format):
    rendered = render(picture_data((20, 10), file_format=file_format))

    assert (rendered.width, rendered.height) == (20, 10)
    assert opened(rendered.files[20]).format == "JPEG"
    assert len(rendered.digest) == 64


def test_the_same_upload_has_the_same_name():
    data = picture_data()

    assert render(data).digest == render(data).digest != render(picture_data()).digest


def test_large_picture_is_scaled_down_and_has_narrower_ones():
    rendered = render(picture_data((2400, 1200)))

    assert (rendered.width, rendered.height) == (1920, 960)
    sizes = {width: opened(data).size for width, data in rendered.files.items()}
    assert sizes == {480: (480, 240), 960: (960, 480), 1920: (1920, 960)}
    assert list(rendered.files) == widths_of(1920)


def test_nothing_of_the_camera_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "Jane Roe, ward 7"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    image = Image.new("RGB", (8, 8), "red")
    data = saved(image, "JPEG", exif=exif, comment=b"Jane Roe") + b"<script>alert(1)</script>"

    kept = render(data).files[8]

    assert b"Roe" not in kept
    assert b"script" not in kept
    assert not opened(kept).getexif()
    assert "comment" not in opened(kept).info


def test_picture_is_turned_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    rendered = render(picture_data((20, 10), file_format="JPEG", exif=exif))

    assert (rendered.width, rendered.height) == (10, 20)


def test_transparent_picture_stands_on_white():
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))

    assert opened(render(saved(clear)).files[8]).getpixel((4, 4)) == (255, 255, 255)


def test_colours_of_another_profile_are_brought_to_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(
        Image.new("RGB", (8, 8), (200, 120, 100)), "JPEG", quality=100, icc_profile=profile
    )

    kept = opened(render(data).files[8])

    assert "icc_profile" not in kept.info
    assert all(abs(a - b) < 4 for a, b in zip(kept.getpixel((4, 4)), (200, 120, 100), strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_pictures_of_few_colours_are_taken(mode):
    data = saved(Image.new("RGB", (8, 8), "white").convert(mode))

    assert opened(render(data).files[8]).mode == "RGB"


def test_first_of_the_pictures_that_a_telephone_stores_together_is_taken():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "MPO", save_all=True, append_images=frames[1:])

    red, _green, blue = opened(render(data).files[8]).getpixel((4, 4))

    assert red > 200 > blue


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (lambda: b"", "empty"),
    "text": (lambda: b"no picture at all", "kind"),
    "SVG": (lambda: SVG, "kind"),
    "GIF": (lambda: picture_data(file_format="GIF"), "kind"),
    "TIFF": (lambda: picture_data(file_format="TIFF"), "kind"),
    "PDF": (lambda: picture_data(file_format="PDF"), "kind"),
    "HTML behind a JPEG's first bytes": (lambda: b"\xff\xd8\xff<html>", "kind"),
    "half a JPEG": (lambda: picture_data((64, 64), file_format="JPEG")[:400], "broken"),
    "half a PNG": (lambda: picture_data((64, 64))[:60], "broken"),
    "moving PNG": (lambda: moving("PNG"), "animated"),
    "moving WebP": (lambda: moving("WEBP"), "animated"),
    "too many pixels": (lambda: saved(Image.new("1", (10_000, 6_000))), "pixels"),
    "a bomb": (lambda: saved(Image.new("1", (20_000, 10_000))), "pixels"),
    "sixteen bits": (lambda: saved(Image.new("I;16", (8, 8))), "colours"),
    "no colour profile": (
        lambda: picture_data(file_format="JPEG", icc_profile=b"nothing of the kind"),
        "colours",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_with_its_reason(name):
    make, reason = REFUSED[name]

    assert reason_of(make()) == reason
    assert reason in pictures.REASONS


def test_file_of_too_many_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)

    assert reason_of(picture_data() + bytes(100)) == "bytes"
