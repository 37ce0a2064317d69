"""How often one sender may use a form, counted without keeping who that is.

The count stands in the cache for an hour, under a hash of the sender's address that is keyed with
the site's secret and the day: nobody can read the address from it, nor follow it to the next day.
An IPv6 address counts by its first 64 bits, which one household shares. Without its cache server
each process counts for itself.
"""

import ipaddress
import logging

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR = 60 * 60

logger = logging.getLogger(__name__)


def within_limit(request, name, *, per_hour):
    """Count one use of `name`, and tell whether it is among the sender's first `per_hour`."""
    now = timezone.now()
    sender = salted_hmac(f"calcsite.limits {now:%Y-%m-%d}", _network(_address(request)))
    key = f"limit:{name}:{now:%H}:{sender.hexdigest()}"
    try:
        uses = _count(caches["default"], key)
    except Exception:  # what a cache raises depends on its kind
        logger.warning("The cache cannot be reached; this process counts for itself.")
        uses = _count(caches["process"], key)
    return uses <= per_hour


def _count(cache, key):
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def _address(request):
    """Return where the request came from, by the word of the nearest proxy if that is ours."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    # A proxy that speaks through a socket file has no address.
    is_proxy = not address or address in settings.TRUSTED_PROXIES
    return forwarded if is_proxy and forwarded else address


def _network(address):
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and parsed.ipv4_mapped is None:
        return parsed.packed[:8].hex()
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
