from django.urls import URLPattern, path, re_path

from liandong.web.api import requests, routes, service
from liandong.web.api.manners import READ, polite

_found, _app, _namespace = routes.api.urls
_polite = [
    URLPattern(
        one.pattern, polite(one.callback, requests.METHODS.get(str(one.pattern), READ)),
        one.default_args, one.name,
    )
    for one in _found
]  # fmt: skip

urlpatterns = [
    path("v1/", (_polite, _app, _namespace)),
    re_path(r"", polite(service.nothing_there)),
]
