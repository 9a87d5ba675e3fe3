"""Organisation life: meetings of organisations, one meeting, what is due."""

from django.urls import path

from liandong.web.life import (
    course,
    duties,
    duty,
    election_urls,
    meeting,
    meetings,
    recording,
    taking,
    training,
)

HERE = "organisations/<str:code>/"
ONE = "meetings/<int:number>/"
COURSE = "courses/<int:number>/"

urlpatterns = [
    path(f"{HERE}duties/", duties.duties, name="organisation-duties"),
    path(f"{HERE}duties.xlsx", taking.excel, name="organisation-duties-excel"),
    path(f"{HERE}duties/remind/", taking.remind, name="organisation-duties-remind"),
    path(f"{HERE}duties/<str:standard>/", duty.duty, name="organisation-duty"),
    path(f"{HERE}meetings/", meetings.meetings, name="organisation-meetings"),
    path(f"{HERE}meetings/record/", recording.record, name="meeting-record"),
    path(f"{HERE}meetings/plan/", recording.plan, name="meeting-plan"),
    path(f"{HERE}training/", training.training, name="organisation-training"),
    path(f"{HERE}training.xlsx", training.excel, name="organisation-training-excel"),
    path(f"{HERE}training/record/", course.record, name="training-record"),
    path(f"{HERE}training/plan/", course.plan, name="training-plan"),
    path(COURSE, course.course, name="course"),
    path(f"{COURSE}change/", course.change, name="course-change"),
    path(f"{COURSE}off/", course.off, name="course-off"),
    path(ONE, meeting.meeting, name="meeting"),
    path(f"{ONE}hold/", meeting.hold, name="meeting-hold"),
    path(f"{ONE}change/", meeting.change, name="meeting-change"),
    path(f"{ONE}off/", meeting.call_off, name="meeting-off"),
    path(f"{ONE}minutes/", meeting.minutes, name="meeting-minutes"),
    path(f"{ONE}files/", meeting.attach, name="meeting-attach"),
    path(f"{ONE}files/<int:file>/", meeting.attachment, name="meeting-attachment"),
    *election_urls.urlpatterns,
]
