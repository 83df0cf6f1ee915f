from django import template

from inss.lib.bidi import current_language
from inss.newsletter import verbs

register = template.Library()


@register.simple_tag
def consent_wording() -> str:
    return verbs.consent_wording(current_language())
