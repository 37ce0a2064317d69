import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "calcsite.settings")
django_application = get_wsgi_application()


def application(environ, start_response):
    """Serve the site; a request without Host is refused as a bad one.

    Django would fall back to the server's own name, and HTTP/1.1 asks for 400.
    """
    environ.setdefault("HTTP_HOST", "")
    return django_application(environ, start_response)
