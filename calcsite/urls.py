from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from calcsite import health, kept_posts
from conditions.admin import desk
from conditions.sitemaps import SITEMAPS
from conditions.views import public_page
from conditions.views.styleguide import styleguide

urlpatterns = [
    path("", include("conditions.urls")),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/desk/<slug:name>/", admin.site.admin_view(desk.list_view), name="desk-list"),
    path("admin/desk/<slug:name>/csv/", admin.site.admin_view(desk.csv_view), name="desk-csv"),
    path("admin/log-in-again/", kept_posts.log_in_again, name="log-in-again"),
    path("admin/", admin.site.urls),
    path("styleguide/", styleguide, name="styleguide"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
handler404 = "calcsite.errors.not_found"
handler500 = "calcsite.errors.server_error"
