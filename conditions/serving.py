"""Files of pictures as answers; nothing else that lies in the storage is ever served."""

import logging

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def picture_answer(request, pictures, digest, width, *, cache_control):
    """Give one of `pictures` in one of its widths. Raises `Http404` when there is none."""
    picture = pictures.filter(digest=digest, withdrawn_at__isnull=True).first()
    if picture is None or width not in picture.widths:
        raise Http404(_("There is no such picture."))
    etag = f'"{digest[:32]}-{width}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_data(picture.file_name(width)), content_type="image/jpeg")
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    # A search for pictures would show it out of its place, and a distressing one unasked.
    response["X-Robots-Tag"] = "noindex"
    # It was written here and is only pixels; if it were not, it could still do nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _data(name):
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        logger.error("The file of a picture is missing from the storage: %s", name)
        raise Http404(_("There is no such picture.")) from None
