"""Photographs in the reader's view, with whose they are and what allows their use."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from conditions.models import Licence, Photograph, PictureFile, Topic

from .citations import Link, Numbering
from .facts import CLINICAL, anchor, site_names

PUBLIC = "conditions:picture"  # the address that gives published pictures
# Where a licence can be read; permission of the owner and the public domain have no such place.
LICENCE_URLS = {
    Licence.CC_BY_4: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_3: "https://creativecommons.org/licenses/by/3.0/",
    Licence.CC_BY_2: "https://creativecommons.org/licenses/by/2.0/",
    Licence.CC_BY_SA_4: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_SA_3: "https://creativecommons.org/licenses/by-sa/3.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


@dataclass(frozen=True, slots=True)
class Image:
    """The picture itself: its address, others of it by width, and its size in pixels."""

    url: str
    srcset: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PhotographWords:
    """One photograph as a template shows it; `image` is None when the picture was withdrawn."""

    anchor: str
    topic: str
    image: Image | None
    withdrawn_on: date | None
    alt: str
    caption: str
    sites: str
    skin_tone: str
    credit: str
    licence: Link
    source_numbers: list[int]
    is_distressing: bool


def photograph_words(
    photograph: Photograph, *, view: str, numbering: Numbering, pictures: str = PUBLIC
) -> PhotographWords:
    """Return `photograph` in `view`; `pictures` names the address that gives its files.

    Give it photographs with their picture, its source, and body sites loaded.
    """
    picture = photograph.picture
    withdrawn = picture.withdrawn_at
    return PhotographWords(
        anchor=anchor(photograph),
        # The advice on when to get help stands above the sections.
        topic=Topic.SYMPTOM if photograph.topic == Topic.SEEK_HELP else photograph.topic,
        image=None if withdrawn else _image(picture, pictures),
        withdrawn_on=timezone.localdate(withdrawn) if withdrawn else None,
        alt=photograph.alt.strip().rstrip("."),
        caption=photograph.clinical if view == CLINICAL else photograph.plain,
        sites=site_names(photograph.body_sites.all(), view),
        skin_tone=photograph.get_skin_tone_display() or "",
        credit=picture.credit,
        licence=Link(picture.get_licence_display(), LICENCE_URLS.get(picture.licence, "")),
        source_numbers=[numbering.number(picture.source)] if picture.source else [],
        is_distressing=photograph.distressing,
    )


def _image(picture: PictureFile, pictures: str) -> Image:
    urls = {width: reverse(pictures, args=[picture.digest, width]) for width in picture.widths}
    return Image(
        url=urls[picture.width],
        srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
        width=picture.width,
        height=picture.height,
    )
