"""Supervision of residents' requests: what is late, what waits for a decision, the three rates."""

from django.urls import path

from liandong.web.supervision import deciding, page, rates, records, spots

urlpatterns = [
    path("", page.supervision, name="supervision"),
    path("open/", records.open_requests, name="supervision-open"),
    path("reviews/<int:number>/", deciding.review, name="review"),
    path("rates/", rates.rates, name="supervision-rates"),
    path("rates/export.xlsx", rates.excel, name="supervision-rates-excel"),
    path("spots/", spots.spots, name="supervision-spots"),
    path("spots/export.xlsx", spots.excel, name="supervision-spots-excel"),
]
