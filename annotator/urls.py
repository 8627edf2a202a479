from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from annotator.health import health

urlpatterns = [
    path("health", health),
    path("strings.js", JavaScriptCatalog.as_view(packages=["claims"]), name="javascript_catalog"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("", include("claims.pages.urls")),
]

handler500 = "claims.pages.errors.server_error"
