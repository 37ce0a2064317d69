import re

from django.conf import settings


def read(name):
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def test_configuration_lists_every_variable_that_is_read_and_no_other():
    code = read("calcsite/settings.py") + read("calcsite/environment.py") + read("gunicorn.conf.py")
    is_read = set(re.findall(r'(?:environment\.\w+|\btext|environ\.get)\(\s*"([A-Z_]+)"', code))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/configuration.md"), re.MULTILINE))
    assert "DATABASE_URL" in is_read
    assert documented == is_read
