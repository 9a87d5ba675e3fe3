"""Residents' requests as those see them who handle, send and supervise them."""

from django.urls import path

from liandong.web.requests import deeds, inbox, listing, opening, page

urlpatterns = [
    path("", inbox.inbox, name="requests"),
    path("all/", listing.every, name="requests-all"),
    path("all/export.xlsx", listing.excel, name="requests-excel"),
    path("<str:number>/", page.case, name="request"),
    path("<str:number>/accept/", deeds.accept, name="request-accept"),
    path("<str:number>/requester/", opening.requester, name="request-requester"),
    path("<str:number>/photos/<int:pk>/", opening.photo, name="request-photo"),
    path("<str:number>/do/<str:code>/", deeds.deed, name="request-deed"),
]
