"""The desk: Django's admin site, whose first page is the editor's own and whose rail is grouped by work."""

from django.contrib.admin import AdminSite


class Desk(AdminSite):
    pass
