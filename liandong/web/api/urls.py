from django.urls import URLPattern, path, re_path

from liandong.web.api import routes, service
from liandong.web.api.manners import polite

_found, _app, _namespace = routes.api.urls
_polite = [
    URLPattern(one.pattern, polite(one.callback), one.default_args, one.name) for one in _found
]

urlpatterns = [
    path("v1/", (_polite, _app, _namespace)),
    re_path(r"", polite(service.nothing_there)),
]
