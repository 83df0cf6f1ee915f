"""Template tags and filters of the desk."""

import datetime as dt

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext

from inss.lib.dates import moment, short_moment, time_element
from inss.lib.desk.forms import direction_by_name

register = template.Library()

register.filter("moment", moment)
register.filter("short_moment", short_moment)
register.simple_tag(time_element)


@register.filter
def ago(moment: dt.datetime) -> str:
    """Return how long ago it was in Django's words, except for the last minute."""
    if timezone.now() - moment < dt.timedelta(minutes=1):
        return gettext("just now")
    return gettext("%(time)s ago") % {"time": timesince(moment)}


@register.filter
def hour_or_day(moment: dt.datetime) -> str:
    """10:02 for a moment of today; 24 Nov, 10:02 for any other."""
    is_today = timezone.localtime(moment).date() == timezone.localdate()
    return date_format(timezone.localtime(moment), "TIME_FORMAT") if is_today else short_moment(moment)


@register.filter
def direction_attrs(field: AdminReadonlyField) -> SafeString:
    """Return the language and direction attributes of a read-only value."""
    name = field.field["name"]
    if name == "language":
        return flatatt({"lang": field.form.instance.language})
    return flatatt(direction_by_name(name))
