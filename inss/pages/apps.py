from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "inss.pages"
    verbose_name = _("pages")

    def ready(self) -> None:
        from inss.audit.snapshots import register

        from .models import MenuItem, Page, SiteSettings

        register(Page)
        register(MenuItem)
        register(SiteSettings)
