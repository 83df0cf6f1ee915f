from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from inss.fronts.views import favicon, healthz, robots

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz/", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("he", RedirectView.as_view(url="/he/", permanent=True, query_string=True)),
    *i18n_patterns(
        path("newsletter/", include("inss.newsletter.urls")),
        path("", include("inss.search.urls")),
        path("", include("posts.urls")),
        path("", include("inss.fronts.urls")),  # last, because its catch-all finds sections and pages by path
        prefix_default_language=False,
    ),
]

handler400 = "inss.lib.http.bad_request"
handler404 = "inss.fronts.views.not_found"
handler500 = "inss.lib.http.server_error"
