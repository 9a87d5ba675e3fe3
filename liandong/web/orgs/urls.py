"""Changes of the tree: found, foretold, made, and put right."""

from django.urls import path

from liandong.web.orgs import changing, listing, page

urlpatterns = [
    path("tree/", listing.tree, name="tree"),
    path("tree/<str:code>/", page.unit, name="tree-unit"),
    path(
        "tree/<str:code>/placements/<int:number>/",
        changing.correct,
        {"what": "correct_placement"},
        name="tree-correct",
    ),
    path(
        "tree/<str:code>/placements/<int:number>/end/",
        changing.correct,
        {"what": "correct_end"},
        name="tree-end",
    ),
    path(
        "tree/<str:code>/names/<int:number>/",
        changing.correct,
        {"what": "correct_name"},
        name="tree-name",
    ),
    path("tree/<str:code>/<str:verb>/", changing.change, name="tree-change"),
]
