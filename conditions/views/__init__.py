"""The public pages. None of them sets a cookie or needs JavaScript."""

from django.http import HttpResponseRedirect
from django.views.decorators.cache import cache_control

# A withdrawn page must be gone within a minute, so no cache keeps one for longer.
public_page = cache_control(public=True, max_age=60)


def see_other(url):
    """Answer a form with the address of the page to show next, so that reloading sends nothing."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
