"""The data that a browser sends for the form of a post."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from tests.factories import make_section

ADD = "/admin/posts/post/add/"
LIST = "/admin/posts/post/"


def change(post):
    return reverse("admin:posts_post_change", args=[post.pk])


def side(post, name):
    return reverse(f"admin:posts_post_{name}", args=[post.pk])


def sent_by(client, address):
    """What a browser would send of the form at `address`, nothing changed and no button pressed."""
    context = client.get(address).context
    data = {}
    for form in [context["adminform"].form, *forms_of(context)]:
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "decompress"):
                data |= sent_in_parts(bound.field.widget, bound.html_name, value)
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [getattr(one, "pk", one) for one in value]
            elif value is not None and value is not False:
                data[bound.html_name] = value
    return data


def sent_in_parts(widget, name, value):
    """The fields of a field of several, as they are shown: a time without its seconds."""
    parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
    return {f"{name}{part}": each.format_value(one) or "" for part, each, one in parts}


def forms_of(context):
    if people := context.get("people"):
        yield people.management_form
        yield from people.forms


def new_post(client, **values):
    section = make_section()
    data = sent_by(client, ADD)
    return data | {"section": section.pk, "title": "Two clocks", "body": "<p>Text</p>"} | values


def tomorrow():
    return (timezone.now() + dt.timedelta(days=1)).replace(second=0, microsecond=0)
