"""Other systems and what they are told: for whoever minds them."""

from django.urls import path

from liandong.web.partners import page

urlpatterns = [
    path("", page.partners, name="partners"),
    path("again/", page.again, name="partners-again"),
]
