from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from calcsite import health
from conditions.sitemaps import SITEMAPS
from conditions.views import public_page

urlpatterns = [
    path("", include("conditions.urls")),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
handler500 = "calcsite.errors.server_error"
