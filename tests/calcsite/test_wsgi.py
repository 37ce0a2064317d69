import pytest
from django.test import RequestFactory

from calcsite.wsgi import application


@pytest.mark.django_db
def test_application_without_host_answers_400():
    environ = RequestFactory().get("/healthz").environ
    assert "HTTP_HOST" not in environ
    statuses = []
    list(application(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["400 Bad Request"]
