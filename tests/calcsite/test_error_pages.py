from django.db import OperationalError
from django.test import RequestFactory, SimpleTestCase, override_settings

from calcsite.errors import server_error


def answer_to(error):
    """Return what a reader sees when a view raises `error`."""
    try:
        raise error
    except Exception:
        return server_error(RequestFactory().get("/"))


class ErrorPageTests(SimpleTestCase):
    """No database may be asked: SimpleTestCase forbids it."""

    @override_settings(EMERGENCY_NUMBER="112")
    def test_page_gives_the_emergency_number(self):
        for error, status in (
            (OperationalError("inner detail"), 503),
            (ValueError("inner detail"), 500),
        ):
            with self.subTest(status=status):
                response = answer_to(error)
                self.assertContains(response, "In an emergency call 112.", status_code=status)
                self.assertNotContains(response, str(error), status_code=status)

    def test_page_has_neutral_words_without_a_number(self):
        self.assertContains(answer_to(ValueError()), "local emergency number", status_code=500)
