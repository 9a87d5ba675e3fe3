"""Admission of affairs to communities: what departments ask, what is decided, what is refused."""

from django.urls import path

from liandong.web.admission import deeds, inbox, item, listing, load, refusing, register, writing

urlpatterns = [
    path("", inbox.inbox, name="admission"),
    path("all/", listing.every, name="admission-all"),
    path("all/export.xlsx", listing.excel, name="admission-excel"),
    path("new/", writing.new, name="admission-new"),
    path("register/", register.register, name="admission-register"),
    path("register/export.xlsx", register.excel, name="admission-register-excel"),
    path("load/", load.load, name="admission-load"),
    path("load/export.xlsx", load.excel, name="admission-load-excel"),
    path("refusals/", refusing.every, name="admission-refusals"),
    path("refusals/new/", refusing.new, name="admission-refuse"),
    path("refusals/<str:number>/", refusing.one, name="admission-refusal"),
    path("refusals/<str:number>/do/<str:code>/", refusing.deed, name="admission-refusal-deed"),
    path("<str:number>/", item.item, name="admission-item"),
    path("<str:number>/edit/", writing.edit, name="admission-edit"),
    path("<str:number>/do/<str:code>/", deeds.deed, name="admission-deed"),
]
