"""The site's settings with one more page, an empty one."""

from calcsite.settings import *  # noqa: F403 - all of them

ROOT_URLCONF = "benchmarks.page_urls"
HPO_CATALOGUE = True
