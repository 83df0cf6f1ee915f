"""What the desk's templates may use."""

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from inss.lib.desk import known_direction
from inss.lib.history import told

register = template.Library()

register.filter("told", told)


@register.filter
def runs(field: AdminReadonlyField) -> SafeString:
    """The attributes of a value that is only read: its language and direction."""
    return flatatt(known_direction(field.field["name"]))
