import io

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def create_demo_staff(passwords):
    output = io.StringIO()
    call_command("create_demo_staff", passwords=passwords, stdout=output)
    return output.getvalue()


def test_create_demo_staff_makes_editors_a_reviewer_and_a_publisher(tmp_path):
    create_demo_staff(tmp_path / "staff.txt")
    groups = {
        user.username: {group.name for group in user.groups.all()}
        for user in User.objects.filter(is_staff=True, is_superuser=False)
    }
    assert groups == {
        "demo-editor": {"editor"},
        "demo-second-editor": {"editor"},
        "demo-reviewer": {"reviewer", "publisher"},
        "demo-publisher": {"publisher"},
    }


def test_create_demo_staff_keeps_the_passwords_in_a_private_file(tmp_path):
    file = tmp_path / "var" / "staff.txt"
    create_demo_staff(file)
    assert file.stat().st_mode & 0o777 == 0o600
    for line in file.read_text().splitlines():
        name, password = line.split()
        assert authenticate(username=name, password=password)


def test_create_demo_staff_shows_each_password_once_and_never_the_same(tmp_path):
    first = create_demo_staff(tmp_path / "staff.txt")
    kept = (tmp_path / "staff.txt").read_text()
    assert all(line in first for line in kept.splitlines())
    assert create_demo_staff(tmp_path / "staff.txt") == ""
    assert (tmp_path / "staff.txt").read_text() == kept
    User.objects.all().delete()
    create_demo_staff(tmp_path / "again.txt")
    assert set(kept.splitlines()).isdisjoint((tmp_path / "again.txt").read_text().splitlines())
