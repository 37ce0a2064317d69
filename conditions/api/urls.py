from django.urls import path

from . import lookup, search, terms

urlpatterns = [
    path("lookup", lookup.lookup, name="api-lookup"),
    path("search", search.search, name="api-search"),
    path("terms", terms.terms, name="api-terms"),
]
