"""The steps of an import, each with its own address."""

from django.urls import path

from liandong.web.imports import deciding, finding, listing, progress, understanding, uploading

urlpatterns = [
    path("imports/", listing.sent, name="imports"),
    path("imports/new/", uploading.new, name="import_new"),
    path("imports/template.xlsx", uploading.template, name="import_template"),
    path("imports/<int:pk>/", listing.batch, name="import_batch"),
    path("imports/<int:pk>/original/", listing.original, name="import_original"),
    path("imports/<int:pk>/reading/", progress.reading, name="import_reading"),
    path(
        "imports/<int:pk>/understanding/", understanding.understanding, name="import_understanding"
    ),
    path("imports/<int:pk>/findings/", finding.findings, name="import_findings"),
    path("imports/<int:pk>/marked/", finding.marked, name="import_marked"),
    path("imports/<int:pk>/decide/", deciding.decide, name="import_decide"),
    path("imports/<int:pk>/discard/", deciding.discard, name="import_discard"),
    path("imports/<int:pk>/publishing/", progress.publishing, name="import_publishing"),
]
