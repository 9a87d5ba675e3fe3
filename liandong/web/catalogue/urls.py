"""The lists of duties: public, for residents and for whoever works with them."""

from django.urls import path

from liandong.web.catalogue import views

urlpatterns = [
    path("", views.matters, name="catalogue"),
    path("<str:code>/", views.matter, name="matter"),
]
