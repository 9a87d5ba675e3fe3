"""People: rosters, one person, letters and stays elsewhere, one's own record."""

from django.urls import path

from liandong.web.members import (
    afterwards,
    case,
    changes,
    feed,
    finding,
    floating,
    hosting,
    leaving,
    mine,
    person,
    roster,
    stepping,
)

ORGANISATION, MEMBER = "organisations/<str:code>/members/", "members/<int:number>/"

urlpatterns = [
    path(ORGANISATION, roster.roster, name="organisation-members"),
    path(f"{ORGANISATION}export.xlsx", roster.excel, name="organisation-members-excel"),
    path(f"{ORGANISATION}find/", finding.find, name="organisation-members-find"),
    path(f"{ORGANISATION}new/", changes.new, name="member-new"),
    path(MEMBER, person.member, name="member"),
    path(f"{MEMBER}open/", person.opened, name="member-open"),
    path(f"{MEMBER}stage/", changes.stage, name="member-stage"),
    path(f"{MEMBER}move/", changes.move, name="member-move"),
    path(f"{MEMBER}leave/", changes.leave, name="member-leave"),
    path(f"{MEMBER}standing/", changes.standing, name="member-standing"),
    path(f"{MEMBER}details/", changes.details, name="member-details"),
    path(f"{MEMBER}transfer/", leaving.transfer, name="member-transfer"),
    path(f"{MEMBER}away/", leaving.away, name="member-away"),
    path(f"{MEMBER}back/", afterwards.back, name="member-back"),
    path(f"{MEMBER}erase/", afterwards.erase, name="member-erase"),
    path(f"{MEMBER}rows/<int:line>/", changes.row, name="member-row"),
    path("organisations/<str:code>/floating/", floating.floating, name="organisation-floating"),
    path("organisations/<str:code>/floating/hosting/", hosting.hosting, name=hosting.HERE),
    path("transfers/<int:number>/", case.transfer, name="transfer"),
    path("transfers/<int:number>/<slug:code>/", stepping.transfer, name="transfer-step"),
    path("floating/<int:number>/", case.floating, name="floating"),
    path("floating/<int:number>/contact/", case.contact, name="floating-contact"),
    path("floating/<int:number>/feedback/", case.feedback, name="floating-feedback"),
    path("floating/<int:number>/<slug:code>/", stepping.stay, name="floating-step"),
    path("corrections/<int:number>/", case.correction, name="correction"),
    path("corrections/<int:number>/<slug:code>/", stepping.correction, name="correction-step"),
    path("me/record/", mine.mine, name="my-record"),
    path("me/record/correction/", mine.correction, name="my-correction"),
    path(
        "me/record/correction/<int:number>/withdraw/", mine.withdraw, name="my-correction-withdraw"
    ),
    path("me/record/download/", mine.download, name="my-download"),
    path("me/record/report/", mine.report, name="my-report"),
    path("me/record/calendar/", mine.subscribe, name="my-calendar"),
    path("me/record/calendar/off/", mine.unsubscribe, name="my-calendar-off"),
    path("calendar/<str:secret>.ics", feed.feed, name="calendar"),
]
