from django.urls import path

from . import lookup, terms

urlpatterns = [
    path("lookup", lookup.lookup, name="api-lookup"),
    path("terms", terms.terms, name="api-terms"),
]
