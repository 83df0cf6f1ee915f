from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from inss.audit.admin import AuditedAdmin
from inss.audit.forms import AuditedForm
from inss.lib.bidi import isolate
from inss.lib.desk.combobox import PickedInOrderField
from inss.lib.desk.forms import PlainLabels
from inss.lib.desk.language_choice import LanguageChoice

from .models import User
from .roles import ROLE_NAMES


class RolesField(PickedInOrderField):
    """The roles as checkboxes, labelled in the interface language."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "choices"})

    def label_from_instance(self, group: Group) -> str:
        return str(ROLE_NAMES[group.name]).capitalize()


def roles_field() -> RolesField:
    return RolesField(
        queryset=Group.objects.filter(name__in=ROLE_NAMES).order_by("pk"),
        label=capfirst(_("roles")),
        required=False,
        help_text=_("Permissions at the desk. Choose at most one of the first three."),
    )


class UserForm(AuditedForm, UserChangeForm):
    groups = roles_field()

    class Meta:
        help_texts = {
            "username": _("Login name. Example: ruth.adler"),
            "language": _("Interface language."),
            "is_active": _(
                "Turn this off instead of deleting the user, so that their work keeps its author."
            ),
            "is_staff": _("Can log in to the desk."),
            "is_superuser": _("Has every permission, including managing users."),
        }
        widgets = {"language": LanguageChoice}


class NewUserForm(PlainLabels, AdminUserCreationForm):
    groups = roles_field()

    class Meta(AdminUserCreationForm.Meta):
        help_texts, widgets = UserForm.Meta.help_texts, UserForm.Meta.widgets

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"is_staff": True}})


class NewPasswordForm(PlainLabels, AdminPasswordChangeForm):
    pass


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = _("role"), "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, str(words).capitalize()) for name, words in ROLE_NAMES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() in ROLE_NAMES else queryset


# Importing Django’s user admin registers an admin for groups; our groups are the roles of roles.py.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(AuditedAdmin, DjangoUserAdmin):
    """Only superusers use it: no role has permissions on users."""

    form, add_form, change_password_form = UserForm, NewUserForm, NewPasswordForm
    list_display = ["username", "full_name", "role_words", "language_word", "login", "last_login"]
    list_filter = ["is_active", RoleFilter]
    search_fields = ["username", "first_name", "last_name", "email"]
    search_help_text = _("Name, login or e-mail")
    ordering = ["username"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "password"]}),
        (_("Rights"), {"fields": ["groups", "is_active", "is_staff", "is_superuser"], "classes": ["side"]}),
        (_("Desk"), {"fields": ["language"], "classes": ["side"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "password1", "password2"]}),
        (_("Rights"), {"fields": ["groups", "is_staff"], "classes": ["side"]}),
        (_("Desk"), {"fields": ["language"], "classes": ["side"]}),
    ]

    def for_list(self, rows: Any) -> QuerySet:
        return super().for_list(rows).prefetch_related("groups")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deny: users are never deleted, so that their work keeps its author."""
        return False

    @admin.display(description=pgettext_lazy("column", "name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("language"), ordering="language")
    def language_word(self, user: User) -> str:
        return isolate(user.get_language_display())

    @admin.display(description=_("login"), ordering="is_active")
    def login(self, user: User) -> str:
        return gettext("open") if user.is_active else gettext("closed")

    @admin.display(description=_("roles"))
    def role_words(self, user: User) -> str:
        if user.is_superuser:
            return gettext("everything").capitalize()
        names = [str(ROLE_NAMES.get(group.name, group.name)) for group in user.groups.all()]
        return ", ".join(names).capitalize()
