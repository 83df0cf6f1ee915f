from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from inss.lib.bidi import isolate
from inss.lib.markup import finished

register = template.Library()

register.filter("bidi", isolate)
register.filter("finished", finished)


@register.simple_tag
def date_long(moment):
    """<time> with the date as the institute writes it: 24 July, 2024."""
    local = localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), date_format(local)
    )
