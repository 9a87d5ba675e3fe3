"""Party organisations: where their pages begin."""

from django.urls import path

from liandong.web.party import overview, views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:code>/", overview.organisation, name="organisation"),
    path("organisations/<str:code>/siblings/", views.siblings, name="organisation-siblings"),
]
