from django.urls import path, re_path

from liandong.web.api import routes, service

urlpatterns = [path("", routes.api.urls), re_path(r"", service.nothing_there)]
