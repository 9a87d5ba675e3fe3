"""Requests on the page of a unit."""

from django.urls import path

from liandong.web.supervision import of_unit

UNIT = "units/<str:code>/"

urlpatterns = [
    path(f"{UNIT}requests/", of_unit.unit_requests, name="unit-requests"),
    path(f"{UNIT}requests/export.xlsx", of_unit.excel, name="unit-requests-excel"),
]
