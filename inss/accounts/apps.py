from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "inss.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from .roles import create_roles

        post_migrate.connect(create_roles, dispatch_uid="create_roles")
