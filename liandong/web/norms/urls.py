from django.urls import path

from liandong.web.norms import adopting, trial, views

urlpatterns = [
    path("", views.catalogue, name="norms"),
    path("try/", trial.ask, name="norm-try"),
    path("try/draft/", trial.drafted, name="norm-try-draft"),
    path("try/text/", trial.pasted, name="norm-try-text"),
    path("try/file/", trial.uploaded, name="norm-try-file"),
    path("adopt/", adopting.adopt, name="norm-adopt"),
    path("adopted/", adopting.files, name="norms-adopted"),
    path("adopted/<int:number>/", adopting.file, name="norm-file"),
    path("adopted/<int:number>/withdraw/", adopting.withdraw, name="norm-withdraw"),
    path("<str:code>/", views.norm, name="norm"),
]
