"""Every address of the instance, one include per room."""

from django.urls import URLPattern, URLResolver, include, path

from liandong.web.components.gallery import views as gallery
from liandong.web.display import views as display

urlpatterns: list[URLPattern | URLResolver] = [
    # First, for an address is looked for from the top, and other systems ask a thousand times.
    path("api/", include("liandong.web.api.urls")),
    path("open311/", include("liandong.web.open311.urls")),
    path("settings/display/", display.display, name="display"),
    path("accounts/", include("liandong.web.accounts.entrance")),
    path("", include("liandong.web.accounts.urls")),
    path("gallery/", include(gallery.urlpatterns)),
    path("", include("liandong.web.today.urls")),
    path("", include("liandong.web.dashboard.urls")),
    path("", include("liandong.web.party.urls")),
    path("", include("liandong.web.life.urls")),
    path("", include("liandong.web.members.urls")),
    path("", include("liandong.web.careers.urls")),
    path("", include("liandong.web.orgs.urls")),
    path("", include("liandong.web.sheets.urls")),
    path("", include("liandong.web.inbox.urls")),
    path("help/", include("liandong.web.help.views")),
    path("catalogue/", include("liandong.web.catalogue.urls")),
    path("desk/", include("liandong.web.desk.urls")),
    path("supervision/", include("liandong.web.supervision.urls")),
    path("", include("liandong.web.supervision.unit_urls")),
    path("admission/", include("liandong.web.admission.urls")),
    path("requests/", include("liandong.web.requests.urls")),
    path("whistles/", include("liandong.web.whistles.urls")),
    path("partners/", include("liandong.web.partners.urls")),
    path("portal/", include("liandong.web.portal.urls")),
    path("norms/", include("liandong.web.norms.urls")),
    path("", include("liandong.web.imports.urls")),
    path("", include("liandong.web.workspace.urls")),
]
