"""Send every request of bad_inputs.yaml to a running site and judge each answer.

    python tests/ops/run_bad_inputs.py --base http://127.0.0.1:8000 --headers --logs server.log

Requests go out as raw bytes, because no HTTP library would send most of them. The rules that hold
for every answer stand at the head of bad_inputs.yaml. Exit status 1 when anything fails.
"""

import argparse
import contextlib
import re
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

HERE = Path(__file__).parent
CANARY = "zzcanary"
SECONDS_TO_WAIT = 10
MOST_BYTES_READ = 3_000_000
MOST_BYTES_OF_BODY = 300_000  # the longest page has 284,000
# "Not implemented" and "version not supported" are honest answers to a broken request.
HONEST_SERVER_ERRORS = {501, 505}
# Answers the server gives by itself, before the site sees the request; they carry no Date.
SERVER_REFUSALS = {400, 414, 431, *HONEST_SERVER_ERRORS}
REQUIRED_HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy")
LEAKS = re.compile(r'Traceback|OperationalError|SELECT "')


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: str
    seconds: float = 0.0
    ended: bool = True

    def names(self, text):
        """Say whether the status line and headers hold `text`, in any case."""
        return text.lower() in self.head.lower()

    @classmethod
    def parse(cls, data, seconds, ended):
        head, _, body = data.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/\d\.\d (\d+)", head)
        return cls(
            status=int(status.group(1)) if status else 0,
            head=head.decode("latin-1"),
            body=body.decode("latin-1"),
            seconds=seconds,
            ended=ended,
        )


class PlaceMissingError(Exception):
    """The map names no address for a place that the entry needs."""


class Site:
    """The running site: its places, and a way to send it bytes."""

    def __init__(self, base, places):
        address = urlsplit(base)
        self.address = (address.hostname, address.port or 80)
        self.places = places
        self.csrf = self._csrf_cookie()
        self.plain_list = self.get(places["list"])

    def send(self, data):
        started, received, ended = time.monotonic(), b"", True
        with socket.create_connection(self.address, timeout=SECONDS_TO_WAIT) as connection:
            # A site may refuse before it has read all, and its answer is there all the same.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(data)
            try:
                while len(received) < MOST_BYTES_READ and (part := connection.recv(65536)):
                    received += part
            except ConnectionResetError:
                pass
            except TimeoutError:
                ended = False
        return Answer.parse(received, time.monotonic() - started, ended)

    def get(self, path):
        return self.send(encode(f"GET {path} HTTP/1.1", ["Host: localhost", "Connection: close"]))

    def fill(self, text):
        """Put addresses for {place} and repetitions for <<text*count>>."""

        def address(match):
            if match.group(1) not in self.places:
                raise PlaceMissingError(match.group(1))
            return self.places[match.group(1)]

        return repeat(re.sub(r"\{([a-z]+(?:_[a-z]+)*)\}", address, text))

    def _csrf_cookie(self):
        """Return name and value of the cookie the login page sets; staff forms need it."""
        head = self.get(self.places["login"]).head
        found = re.search(r"set-cookie: ([^=]*csrf[^=]*)=([^;]+)", head, re.IGNORECASE)
        if not found:
            sys.exit(f"The login page {self.places['login']} set no CSRF cookie.")
        return found.groups()


def repeat(text):
    """Write out each <<text*count>>; # in the text stands for 1, 2, 3, ..."""

    def copies(match):
        part, count = match.group(1), int(match.group(2))
        return "".join(part.replace("#", str(number)) for number in range(1, count + 1))

    return re.sub(r"<<(.*?)\*(\d+)>>", copies, text, flags=re.DOTALL)


def encode(request_line, headers, body=b""):
    return "\r\n".join([request_line, *headers, "", ""]).encode("latin-1") + body


def request_of(entry, site):
    """Return the bytes that an entry of bad_inputs.yaml describes."""
    if "raw" in entry:
        return site.fill(entry["raw"]).encode("latin-1")
    method = next(name for name in ("get", "post", "head") if name in entry)
    path = site.fill(entry[method]).replace(" ", "%20")
    if entry.get("upper"):
        path = path.upper()
    headers = [f"Host: {entry.get('host', 'localhost')}"]
    extra = [repeat(header) for header in entry.get("headers", [])]
    if not any(header.lower().startswith("connection:") for header in extra):
        headers.append("Connection: close")
    body = b""
    if method == "post":
        body, content_type = body_of(entry, site)
        headers += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        if not entry.get("nocsrf"):
            headers.append("Cookie: {}={}".format(*site.csrf))
    return encode(f"{method.upper()} {path} HTTP/1.1", headers + extra, body)


def body_of(entry, site):
    if "form" not in entry:
        content_type = entry.get("ctype", "application/json")
        return repeat(entry["body"]).encode("latin-1"), content_type
    form = repeat(entry["form"])
    if not entry.get("nocsrf"):
        form += f"&csrfmiddlewaretoken={site.csrf[1]}"
    return form.encode("latin-1"), "application/x-www-form-urlencoded"


def faults_of_any(answer, entry) -> Iterator[str]:
    """Yield what is wrong with an answer by the rules that hold for all of them."""
    if not answer.ended:
        yield f"no end within {SECONDS_TO_WAIT} s"
    if answer.status >= 500 and answer.status not in HONEST_SERVER_ERRORS:
        yield "server error"
    if answer.status not in entry["expect"]:
        yield f"status {answer.status} is not in {entry['expect']}"
    if answer.seconds > entry.get("max_s", 2):
        yield f"took {answer.seconds:.1f} s"
    if LEAKS.search(answer.body):
        yield "the body shows the inside of the program"
    if len(answer.body) > MOST_BYTES_OF_BODY:
        yield f"the body has {len(answer.body)} bytes"
    if sets_public_cookie(answer, entry):
        yield "a public GET set a cookie"


def sets_public_cookie(answer, entry):
    is_staff = entry.get("group") == "staff" or re.match(r"\{(login|admin)\}", entry.get("get", ""))
    sets_cookie = re.search(r"set-cookie:(?!.*max-age=0)", answer.head, re.IGNORECASE)
    return "get" in entry and not is_staff and bool(sets_cookie)


def faults_of_entry(answer, entry, plain_list) -> Iterator[str]:
    """Yield what is wrong with an answer by the entry's own rules."""
    if "not_in_body" in entry and entry["not_in_body"] in answer.body:
        yield f"the body holds {entry['not_in_body']}"
    if "not_in_headers" in entry and answer.names(entry["not_in_headers"]):
        yield f"the headers hold {entry['not_in_headers']}"
    if "max_items" in entry:
        items = answer.body.count('"slug"') or answer.body.count("<li>")
        if items > entry["max_items"]:
            yield f"{items} items instead of {entry['max_items']}"
    if (
        entry.get("not_honoured")
        and answer.status == 200
        and links(answer.body) != links(plain_list.body)
    ):
        yield "an unlisted order was honoured"


def links(page):
    return re.findall(r'href="([^"?]*)"', page)


def missing_headers(answer) -> Iterator[str]:
    by_server = answer.status in SERVER_REFUSALS and not answer.names("\ndate:")
    if answer.status and not by_server:
        yield from (f"no {name}" for name in REQUIRED_HEADERS if not answer.names(name))


def canaries_in(logs) -> Iterator[str]:
    """Yield each log file that holds what a request typed; a missing log is a fault too."""
    for log in logs:
        if not log.exists():
            yield f"{log} is not there"
        for file in sorted(log.rglob("*")) if log.is_dir() else [log]:
            if file.is_file() and (count := file.read_text(errors="replace").count(CANARY)):
                yield f"{file} holds {CANARY} {count} times"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="address of the site")
    parser.add_argument("--inputs", type=Path, default=HERE / "bad_inputs.yaml")
    parser.add_argument("--map", type=Path, default=HERE / "map.yaml")
    parser.add_argument("--headers", action="store_true", help="require the security headers")
    parser.add_argument("--logs", type=Path, nargs="*", default=[], help="files or folders")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    site = Site(arguments.base, yaml.safe_load(arguments.map.read_text()))
    passed = failed = skipped = 0
    for entry in yaml.safe_load(arguments.inputs.read_text())["http"]:
        try:
            request = request_of(entry, site)
        except PlaceMissingError:
            skipped += 1
            continue
        answer = site.send(request)
        faults = [*faults_of_any(answer, entry), *faults_of_entry(answer, entry, site.plain_list)]
        faults += missing_headers(answer) if arguments.headers else []
        passed, failed = passed + (not faults), failed + bool(faults)
        if faults:
            print(f"{entry['id']} {entry['what']}: {answer.status}, {'; '.join(faults)}")
    for fault in canaries_in(arguments.logs):
        failed += 1
        print(fault)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
