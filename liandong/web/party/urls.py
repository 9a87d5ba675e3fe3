"""Party organisations: where their pages begin."""

from django.urls import path

from liandong.web.party import board, explanations, overview, views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<str:code>/", overview.organisation, name="organisation"),
    path("organisations/<str:code>/board/", board.board, name="organisation-board"),
    path(
        "organisations/<str:code>/indicators/<str:indicator>/",
        explanations.explain,
        name="organisation-indicator",
    ),
    path(
        "organisations/<str:code>/indicators/<str:indicator>/export.xlsx",
        explanations.export,
        name="organisation-indicator-excel",
    ),
    path("organisations/<str:code>/siblings/", views.siblings, name="organisation-siblings"),
]
