"""How pages are compressed: by django-http-compression, with zstd at a higher level.

The package takes level 3 and has no setting for it. Level 6 makes the longest page 3.5 kB smaller
and takes 3 ms longer (docs/adr/0021-evidence-in-place.md).
"""

from functools import partial

from django_http_compression import middleware

HttpCompressionMiddleware = middleware.HttpCompressionMiddleware  # named in the settings

middleware.zstd_compress = partial(middleware.zstd_compress, level=6)
