"""The first door of everybody who works here."""

from django.urls import path

from liandong.web.today import views

urlpatterns = [path("today/", views.today, name="today")]
