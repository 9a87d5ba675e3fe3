"""The inbox and its settings."""

from django.urls import path

from liandong.web.inbox import preferences, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox_read"),
    path("inbox/<int:pk>/open/", views.open_notice, name="inbox_open"),
    path("inbox/preferences/", preferences.preferences, name="inbox_preferences"),
]
