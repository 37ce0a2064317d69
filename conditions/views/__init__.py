"""The public pages. None of them sets a cookie or needs JavaScript."""

from django.views.decorators.cache import cache_control

# A withdrawn page must be gone within a minute, so no cache keeps one for longer.
public_page = cache_control(public=True, max_age=60)
