"""Time the lookup's pages over HTTP against an empty Django view, in the same run.

gunicorn serves with one worker; the three pages take turns, so that whatever else the machine does
meets all of them. Each search has eight findings of one condition or disease.

Run from the project's folder, on a database with the content and, for the second figure, an
imported catalogue: DATABASE_URL=… SECRET_KEY=… python -m benchmarks.page_speed
"""

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.page_settings"
django.setup()

from conditions.selectors.catalogue import NoCatalogueError, catalogue  # noqa: E402 - after setup
from conditions.selectors.lookup import knowledge  # noqa: E402 - after setup

REQUESTS = 500
WARM_UP = 500
FINDINGS = 8
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def searches(index, **more):
    """Yield forms without end, each with findings of one condition drawn by chance."""
    chance = random.Random(1)
    while True:
        condition = chance.randrange(len(index.conditions))
        terms = [index.terms[index.direct.term[entry]] for entry in index.entries(condition)]
        chosen = chance.sample(terms, min(FINDINGS, len(terms)))
        yield urlencode({f"answer-{term}": "present" for term in chosen} | more)


def milliseconds(connection, method, path, body=None):
    started = time.perf_counter()
    connection.request(method, path, body, HEADERS if body else {})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        sys.exit(f"{path} answers {response.status}")
    return (time.perf_counter() - started) * 1000


def measure(pages, port):
    """Return the times of each page, taken in turns."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = {name: [] for name in pages}
    for turn in range(WARM_UP + REQUESTS):
        for name, forms in pages.items():
            if forms is None:
                taken = milliseconds(connection, "GET", "/empty/")
            else:
                taken = milliseconds(connection, "POST", "/lookup/", next(forms))
            if turn >= WARM_UP:
                times[name].append(taken)
    return times


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_until_served(port):
    for _try in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            return milliseconds(connection, "GET", "/empty/")
        except OSError:
            time.sleep(0.1)
    sys.exit("The server does not answer.")


def main():
    index = knowledge().index
    pages = {"empty view": None, f"{len(index.conditions)} conditions": searches(index)}
    try:
        full = catalogue().index
        pages[f"catalogue, {len(full.conditions)} diseases"] = searches(full, catalogue="hpo")
    except NoCatalogueError:
        print("No catalogue has been imported.")
    port = free_port()
    environment = os.environ | {"WEB_CONCURRENCY": "1", "PORT": str(port), "BIND": ""}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "calcsite.wsgi"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_served(port)
        times = measure(pages, port)
    finally:
        server.terminate()
        server.wait()
    empty = statistics.median(times["empty view"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name}: p50 {median:.1f} ms, {median / empty:.1f} × an empty view")


if __name__ == "__main__":
    main()
