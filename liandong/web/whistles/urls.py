"""Whistle and report-in: for streets that call, departments that come, and who supervises."""

from django.urls import path

from liandong.web.whistles import asked, blowing, deeds, listing, page, timely

urlpatterns = [
    path("", listing.whistles, name="whistles"),
    path("new/", blowing.blow, name="whistle-new"),
    path("timeliness/", timely.timeliness, name="whistle-timeliness"),
    path("timeliness/export.xlsx", timely.excel, name="whistle-timeliness-excel"),
    path("<int:number>/", page.whistle, name="whistle"),
    path("<int:number>/release/", deeds.release, name="whistle-release"),
    path("asked/<int:number>/refuse/", asked.refuse, name="whistle-refuse"),
    path("calls/<int:number>/report-in/", deeds.report_in, name="call-report-in"),
    path("calls/<int:number>/finding/", deeds.finding, name="call-finding"),
    path("calls/<int:number>/evaluate/", deeds.evaluate, name="call-evaluate"),
]
