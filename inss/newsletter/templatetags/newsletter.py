from django import template

from inss.lib.bidi import current_language

from .. import workflow

register = template.Library()


@register.simple_tag
def consent_wording() -> str:
    return workflow.consent_wording(current_language())
