"""Forms as browsers send them: public pages refuse every other body."""

from urllib.parse import urlencode


def post(client, url, pairs=(), **fields):
    """Send `pairs`, where a name may stand twice, and `fields`."""
    body = urlencode([*pairs, *fields.items()])
    return client.post(url, body, content_type="application/x-www-form-urlencoded")
