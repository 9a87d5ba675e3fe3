"""Party organisations: where their pages begin."""

from django.urls import path

from liandong.web.party import views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:code>/siblings/", views.siblings, name="organisation-siblings"),
]
