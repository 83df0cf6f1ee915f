from importlib import import_module

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import module_has_submodule


class DeskConfig(SimpleAdminConfig):
    """Hide groups and tasks from the desk: groups are the roles, and tasks are not an editor's work."""

    default_site = "inss.desk.site.Desk"
    packages = ("inss", "posts", "topics")

    def ready(self) -> None:
        super().ready()
        for config in apps.get_app_configs():
            if config.name.split(".")[0] in self.packages and module_has_submodule(config.module, "admin"):
                import_module(f"{config.name}.admin")
