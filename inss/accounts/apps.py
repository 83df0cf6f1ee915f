from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "inss.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from inss.audit.snapshots import ManyToMany, register

        from .models import User
        from .roles import create_roles

        register(
            User,
            relations=[ManyToMany(User, "groups")],
            left_out={
                "logentry_set": "the log of the admin, which says what was done and not what a row is",
                "password": "a secret",
                "last_login": "not what anybody saved",
                "user_permissions": "rights come from roles alone",
            },
        )

        post_migrate.connect(create_roles, dispatch_uid="create_roles")
