"""The site as it is served, for tests over HTTP: gunicorn on a free port, collected files."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Site:
    """An address, the passwords of the demo staff, and a way to look behind the pages."""

    address: str
    passwords: dict
    environment: dict

    def run(self, code):
        """Run Python in the site's own environment and return what it leaves in `answer`."""
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command"]
        printed = subprocess.run(
            [*command, f"{code}\nimport json; print(json.dumps(answer))"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(printed.stdout)


@contextmanager
def served(folder, *, database=None, content=True, settings="calcsite.settings"):
    """Serve the site out of `folder` until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": database or f"sqlite:///{folder / 'db.sqlite3'}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": address,
        "PORT": str(port),
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

    manage("migrate", "--verbosity", "0")
    if content:
        manage("load_content")
    passwords = folder / "staff.txt"
    manage("create_demo_staff", "--passwords", str(passwords))
    manage("collectstatic", "--noinput", "--verbosity", "0")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "calcsite.wsgi"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"{address}/readyz")
            lines = passwords.read_text().splitlines()
            yield Site(address, dict(line.split() for line in lines), environment)
        finally:
            server.terminate()
            server.wait(timeout=40)


def _wait_for(address):
    for _attempt in range(100):
        try:
            urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the site did not start")
