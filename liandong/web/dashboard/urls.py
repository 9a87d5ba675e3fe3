"""Where one begins, browses, searches; and the page of every unit."""

from django.urls import path

from liandong.web.dashboard.views import browse, history, mark, overview, party, search, unit

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("favicon.ico", mark.favicon, name="favicon"),
    path("search", search.search, name="search"),
    path("units/", browse.units, name="units"),
    path("units/<str:code>/", unit.unit, name="unit"),
    path("units/<str:code>/guarantee/", unit.guarantee, name="unit-guarantee"),
    path("units/<str:code>/children/", unit.children, name="unit-children"),
    path("units/<str:code>/party/", party.party, name="unit-party"),
    path("units/<str:code>/history/", history.history, name="unit-history"),
    path("units/<str:code>/siblings/", browse.siblings, name="unit-siblings"),
    path("units/<str:code>/branch/", browse.branch, name="unit-branch"),
]
