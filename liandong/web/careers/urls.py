"""Community workers: posts, hirings, terms."""

from django.urls import path

from liandong.web.careers import books, changing, hiring, mine, objecting, posts, terms

UNIT = "units/<str:code>/"

urlpatterns = [
    path(f"{UNIT}careers/", posts.posts, name="unit-careers"),
    path(f"{UNIT}careers/export.xlsx", books.excel, name="unit-careers-excel"),
    path(f"{UNIT}careers/assign/", changing.assign, name="career-assign"),
    path(f"{UNIT}careers/terms/", terms.terms, name="unit-careers-terms"),
    path(f"{UNIT}hirings/", hiring.hirings, name="unit-hirings"),
    path(f"{UNIT}hirings/announce/", hiring.announce, name="hiring-announce"),
    path("hirings/<int:number>/", hiring.one, name="hiring"),
    path("hirings/<int:number>/notice/", objecting.notice, name="hiring-notice"),
    path("hirings/<int:number>/object/", objecting.object_to, name="hiring-object"),
    path("objections/<int:number>/answer/", objecting.answer, name="objection-answer"),
    path("hirings/<int:number>/<str:step>/", hiring.step, name="hiring-step"),
    path("careers/<int:number>/", posts.worker, name="career"),
    path("careers/<int:number>/grade/", changing.grade, name="career-grade"),
    path("careers/<int:number>/account/", changing.account, name="career-account"),
    path("careers/<int:number>/leave/", changing.leave, name="career-leave"),
    path("careers/<int:number>/correct/", changing.correct, name="career-correct"),
    path("careers/<int:number>/review/", terms.review, name="career-review"),
    path("reviews/<int:number>/answer/", terms.answer, name="review-answer"),
    path("me/record/terms/<int:number>/", mine.contest, name="my-term"),
    path("me/record/terms/<int:number>/seen/", mine.seen, name="my-term-seen"),
]
