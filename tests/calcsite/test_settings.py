"""The settings as a fresh process reads them, in the two ways they are meant to be used."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "calcsite.example",
    "SITE_URL": "https://calcsite.example",
    "SECURE_TLS": "true",
    "EMERGENCY_NUMBER": "112",
}


def manage(*arguments, **variables):
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def check_deploy(**changes):
    return manage("check", "--deploy", "--fail-level", "WARNING", **(PRODUCTION | changes))


def test_start_without_a_secret_key_is_refused(tmp_path):
    outcome = manage("check", SECRET_KEY_FILE=str(tmp_path / "none"))
    assert outcome.returncode != 0
    assert outcome.stderr.startswith("There is no secret key: set SECRET_KEY")
    assert "Traceback" not in outcome.stderr


def test_deploy_check_with_production_settings_is_clean():
    outcome = check_deploy()
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize(
    ("change", "identifier"),
    [
        ({"EMERGENCY_NUMBER": ""}, "calcsite.E001"),
        ({"SITE_URL": "http://calcsite.example"}, "calcsite.E002"),
        ({"SECURE_TLS": "false"}, "security.W004"),
        ({"DEBUG": "true"}, "security.W018"),
    ],
)
def test_deploy_check_with_something_missing_fails(change, identifier):
    outcome = check_deploy(**change)
    assert outcome.returncode != 0
    assert identifier in outcome.stderr


def test_debug_is_off_by_default():
    assert settings.DEBUG is False


def test_requests_are_not_wrapped_in_a_transaction():
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


@pytest.mark.django_db
def test_database_connection_is_tuned():
    expected = {
        "sqlite": ("PRAGMA synchronous", 2),
        "postgresql": ("SHOW statement_timeout", "5s"),
    }
    question, answer = expected[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchone()[0] == answer
