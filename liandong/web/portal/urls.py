"""The residents' portal: public, without an account."""

from django.urls import path

from liandong.web.portal import deeds, following, public, saying

urlpatterns = [
    path("", public.home, name="portal"),
    path("new/", saying.say, name="portal-new"),
    path("place/", saying.place, name="portal-place"),
    path("requests/", public.requests, name="portal-requests"),
    path("requests/export.xlsx", public.excel, name="portal-excel"),
    path("requests/<str:number>/", public.request_page, name="portal-request"),
    path("map/", public.on_map, name="portal-map"),
    path("times/", public.times_page, name="portal-times"),
    path("case/<str:secret>/", following.status, name="portal-case"),
    path("case/<str:secret>/thanks/", following.thanks, name="portal-thanks"),
    path("case/<str:secret>/photos/<int:pk>/", following.photo, name="portal-photo"),
    path("case/<str:secret>/call-back/", deeds.call_back, name="portal-call-back"),
    path("case/<str:secret>/contest/", deeds.contest, name="portal-contest"),
    path("case/<str:secret>/appeal/", deeds.appeal, name="portal-appeal"),
    path("case/<str:secret>/withdraw/", deeds.withdraw, name="portal-withdraw"),
    path("case/<str:secret>/finish/", deeds.finish, name="portal-finish"),
    path("case/<str:secret>/erase/", deeds.erase, name="portal-erase"),
]
