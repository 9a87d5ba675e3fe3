"""People and their rights, locked accounts, the audit trail."""

from django.urls import path

from liandong.web.accounts import mine, people, person, security, trail

urlpatterns = [
    path("me/", mine.my_rights, name="my_rights"),
    path("people/", people.people, name="people"),
    path("people/new/", people.invite, name="invite"),
    path("people/locked/", security.locked, name="locked"),
    path("people/unlock/", security.unlock, name="unlock"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/roles/", person.assign, name="assign"),
    path("people/roles/<int:pk>/end/", person.end, name="end_role"),
    path("people/<int:pk>/deactivate/", security.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", security.reactivate, name="reactivate"),
    path("people/<int:pk>/password/", security.password, name="one_time_password"),
    path("audit/", trail.audit, name="audit"),
    path("audit/export/", trail.export, name="audit_export"),
    path("audit/check/", trail.prove, name="audit_check"),
]
