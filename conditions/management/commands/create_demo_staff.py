"""Create the people a fresh copy of the site is tried out with."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

# Nobody approves what they wrote themselves, so it takes two; the reviewer also publishes, so two
# are enough. The others are there to meet in one draft, and to try a publisher's rights alone.
DEMO_STAFF = {
    "demo-editor": ("editor",),
    "demo-second-editor": ("editor",),
    "demo-reviewer": ("reviewer", "publisher"),
    "demo-publisher": ("publisher",),
}


class Command(BaseCommand):
    help = (
        "Create demo editors, a reviewer and a publisher with random passwords, shown once and "
        "kept in a file that only you can read. Accounts that exist already are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--passwords",
            type=Path,
            default=settings.BASE_DIR / "var" / "demo-staff.txt",
            help="file for the passwords (default: %(default)s)",
        )

    @transaction.atomic
    def handle(self, *args, passwords, **options):
        missing = [name for name in DEMO_STAFF if not _exists(name)]
        if not missing:
            return
        lines = [f"{name} {_create(name)}" for name in missing]
        _append_privately(passwords, lines)
        self.stdout.write("Demo accounts for /admin/ (name, password):")
        for line in lines:
            self.stdout.write(f"  {line}")


def _exists(name):
    return get_user_model().objects.filter(username=name).exists()


def _create(name):
    """Create the account and return its password, which is stored nowhere in clear but here."""
    password = secrets.token_urlsafe(16)
    user = get_user_model().objects.create_user(name, password=password, is_staff=True)
    user.groups.set(Group.objects.get(name=group) for group in DEMO_STAFF[name])
    return password


def _append_privately(path, lines):
    path.parent.mkdir(exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
