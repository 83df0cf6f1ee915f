"""The data that a browser sends for the form of a page."""

from django.urls import reverse

ADD = reverse("admin:pages_page_add")
BODY = "<p>Founded in Tel Aviv.</p>"


def form(response):
    return response.context["adminform"].form


def new_page(client, button="_continue", **values):
    data = {"language": "en", "title": "History", "slug": "history", "body": BODY, button: "1"} | values
    return client.post(ADD, data)


def change(client, page, button="_continue", **values):
    data = {"title": page.title, "slug": page.slug, "body": page.body, "version": page.version, button: "1"}
    return client.post(reverse("admin:pages_page_change", args=[page.pk]), data | values)
