from django.urls import path

from . import terms

urlpatterns = [
    path("terms", terms.terms, name="api-terms"),
]
