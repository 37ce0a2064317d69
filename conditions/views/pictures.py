"""The files of published photographs."""

from django.views.decorators.http import require_safe

from conditions.models import PictureFile
from conditions.serving import picture_answer

# A file never changes, but it can be withdrawn: then no cache may keep it for longer than a day.
CACHED = "public, max-age=86400, immutable"


@require_safe
def picture(request, digest, width):
    """Give a picture that a page for readers shows; any other is not there."""
    pictures = PictureFile.objects.public()
    return picture_answer(request, pictures, digest, width, cache_control=CACHED)
