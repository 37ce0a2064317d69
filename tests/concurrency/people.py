"""Staff who act over HTTP, many at the same moment."""

import http.client
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.admin.pages import form_of


@dataclass
class Answer:
    status: int
    content: bytes
    cookies: dict

    @property
    def text(self):
        return self.content.decode()


class Person:
    """Somebody who is logged in."""

    def __init__(self, site, name):
        self.host = urlsplit(site.address).netloc
        self.cookies = {}
        self._take(self.send("GET", "/admin/login/"))
        login = {"username": name, "password": site.passwords[name], "next": "/admin/"}
        answer = self.send("POST", "/admin/login/", login)
        assert answer.status == 302
        self._take(answer)

    def _take(self, answer):
        self.cookies |= answer.cookies

    def form(self, path, form_id="edition_form"):
        answer = self.send("GET", path)
        assert answer.status == 200
        return form_of(answer, form_id)

    def told_after(self, answer):
        """Return the next page, which tells what an answer that leads on has to say."""
        return self.send("GET", "/admin/password_change/", cookies=answer.cookies).text

    def send(self, method, path, form=None, cookies=()):
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, timeout=240)
        pairs = (f"{name}={value}" for name, value in (self.cookies | dict(cookies)).items())
        headers = {"Cookie": "; ".join(pairs), "Content-Type": "application/x-www-form-urlencoded"}
        body = None
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrf"]}, doseq=True)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        cookies = SimpleCookie()
        for header in response.headers.get_all("Set-Cookie", []):
            cookies.load(header)
        content = response.read()
        connection.close()
        return Answer(
            response.status, content, {name: morsel.value for name, morsel in cookies.items()}
        )


def all_at_once(*calls):
    """Make the calls at the same moment, and return their answers in order."""
    gate = threading.Barrier(len(calls))

    def make(call):
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(make, calls))
