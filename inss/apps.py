from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "inss"
    label = "inss"
