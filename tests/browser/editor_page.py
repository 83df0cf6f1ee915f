"""A page with nothing but the rich-text field, under the desk's policy: the URLconf of test_editor.py."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from inss.desk.site import with_desk_csp
from inss.lib.bidi import direction
from inss.lib.desk.rich_text import ProseField, ProseWidget

PAGE = """
{% load static %}<!doctype html>
<html lang="en" dir="ltr">
<head>
  <meta charset="utf-8"><title>Editor</title>
  <link rel="icon" href="{% static "img/sign.svg" %}">
  <link rel="stylesheet" href="{% static "css/admin.css" %}" {% csp_nonce_attr %}>
  <style data-tiptap-style {% csp_nonce_attr %}></style>
  {% csp_nonce_attr form.media %}
</head>
<body>
  <main>
    <h1>Editor</h1>
    <form method="post">
      <label for="id_body">Text</label>
      {{ form.body }}
    </form>
  </main>
</body>
</html>
"""


class EditorForm(forms.Form):
    body = ProseField()


@with_desk_csp
def editor(request: HttpRequest, language: str) -> HttpResponse:
    form = EditorForm(initial={"body": request.GET.get("body", "")})
    form.fields["body"].widget = ProseWidget({"lang": language, "dir": direction(language)})
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("text/<slug:language>/", editor)]
