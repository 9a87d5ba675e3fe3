"""Terms of bodies, and elections."""

from django.urls import path

from liandong.web.life import election, election_steps, term_steps, terms

HERE = "organisations/<str:code>/"

urlpatterns = [
    path(f"{HERE}terms/", terms.terms, name="organisation-terms"),
    path(f"{HERE}terms.xlsx", terms.excel, name="organisation-terms-excel"),
    path(f"{HERE}terms/begin/", term_steps.begin, name="term-begin"),
    path(f"{HERE}terms/seats/", term_steps.fill, name="seat-fill"),
    path(f"{HERE}elections/ask/", election_steps.ask, name="election-ask"),
    path(f"{HERE}elections/open/", terms.remind, name="election-open"),
    path("terms/<int:number>/correct/", term_steps.correct, name="term-correct"),
    path("terms/<int:number>/void/", term_steps.void, name="term-void"),
    path("seats/<int:number>/leave/", term_steps.leave, name="seat-leave"),
    path("seats/<int:number>/void/", term_steps.seat_void, name="seat-void"),
    path("elections/<int:number>/", election.election, name="election"),
    path("elections/<int:number>/<str:code>/", election_steps.step, name="election-step"),
]
