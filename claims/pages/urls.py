from django.urls import URLPattern, path

from claims.pages.workspace import workspace

urlpatterns: list[URLPattern] = [
    path("articles/<uuid:article_id>/", workspace, name="workspace"),
]
