from django.urls import path, re_path

from liandong.web.open311 import views

urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="open311-discovery"),
    path("v2/discovery.<str:form>", views.discovery),
    path("v2/services.<str:form>", views.services),
    path("v2/services/<str:code>.<str:form>", views.service),
    path("v2/requests.<str:form>", views.requests),
    path("v2/requests/<str:number>.<str:form>", views.one_request),
    path("v2/tokens/<str:token>.<str:form>", views.token),
    re_path(r"^(?P<rest>.*)$", views.nothing),
]
