"""Opening a number down to its record, correcting it, taking it away."""

from django.urls import path

from liandong.web.workspace import corrections, explanations, records

urlpatterns = [
    path("units/<str:code>/indicators/<str:indicator>/", explanations.explain, name="explain"),
    path(
        "units/<str:code>/indicators/<str:indicator>/export.xlsx",
        explanations.export,
        name="explain-export",
    ),
    path("units/<str:code>/facts/<str:field>/", records.fact, name="fact"),
    path("units/<str:code>/facts/<str:field>/correct/", corrections.correct, name="fact-correct"),
]
