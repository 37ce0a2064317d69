"""The site and an empty view that passes the same middleware."""

from django.http import HttpResponse
from django.urls import include, path


def empty(request):
    return HttpResponse()


urlpatterns = [path("empty/", empty), path("", include("calcsite.urls"))]
