"""The desk lead's admin: what is shown in it."""

from django.contrib import admin

from claims.admin.items import ClaimAdmin, FigureAdmin
from claims.admin.sources import ArticleAdmin, SourceAdmin
from claims.models import Article, Claim, Figure, Source

admin.site.register(Claim, ClaimAdmin)
admin.site.register(Figure, FigureAdmin)
admin.site.register(Source, SourceAdmin)
admin.site.register(Article, ArticleAdmin)
