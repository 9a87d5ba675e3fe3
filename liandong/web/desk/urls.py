"""The intake desk: calls are taken, and what waits is worked off."""

from django.urls import path

from liandong.web.desk import inbox, taking

urlpatterns = [
    path("", taking.desk, name="desk"),
    path("beside/", taking.aside, name="desk-beside"),
    path("places/", taking.places, name="desk-places"),
    path("inbox/", inbox.inbox, name="desk-inbox"),
]
