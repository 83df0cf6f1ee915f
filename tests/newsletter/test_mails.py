import pytest
from django.utils.translation import ngettext, override

from inss.newsletter.mail import compose
from inss.newsletter.models import ConfirmationMail
from tests.factories import make_site

from .cast import confirm_by_mail, header, link, make_mail, make_subscriber, send_mails, sign_up

pytestmark = pytest.mark.django_db


def welcome(client):
    sign_up(client)
    confirm_by_mail(client)
    [message] = send_mails()
    return message


def test_the_welcome_carries_the_way_out_in_text_html_and_both_headers(client):
    message = welcome(client)
    path = link(message, "unsubscribe")

    assert path in message.alternatives[0].content
    assert (
        header(message, "List-Unsubscribe")
        == f"<http://testserver{path.replace('unsubscribe', 'one-click')}>"
    )
    assert header(message, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"


def test_every_mail_goes_to_one_reader_and_says_that_a_machine_sent_it(client):
    message = welcome(client)

    assert message.recipients() == ["reader@example.com"]
    assert header(message, "Auto-Submitted") == "auto-generated"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "INSS, Tel Aviv"), ("he", "המכון, ת״א")],
    ids=["English", "Hebrew"],
)
def test_the_sender_has_the_sites_short_name_in_the_mails_language(postbox, language, name):
    make_site(short_name_en="INSS, Tel Aviv", short_name_he="המכון, ת״א")
    make_mail(make_subscriber(language=language))

    send_mails()

    [message] = postbox.received
    [sender] = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "newsletter@testserver")


def test_a_site_without_a_hebrew_short_name_has_its_full_name_in_hebrew_mails():
    make_site(short_name_en="INSS", name_he="המכון")

    message = compose(make_mail(make_subscriber(language="he")))

    assert message.from_email.startswith("המכון <")
    assert message.subject.endswith("המכון")


def test_a_name_of_several_lines_makes_no_header_of_its_own(settings):
    settings.DEFAULT_FROM_EMAIL = "Office <office@example.com>"
    make_site(short_name_en="INSS\r\nBcc: x@x.org")

    message = compose(make_mail(make_subscriber())).message()

    assert message["From"] == '"INSS Bcc: x@x.org" <office@example.com>'
    assert "Bcc" not in message


def test_hebrew_has_a_form_for_two_days():
    one, many = "The link works for %(days)s day.", "The link works for %(days)s days."
    with override("he"):
        said = [ngettext(one, many, days) % {"days": days} for days in (1, 2, 3)]

    assert said == ["הקישור תקף ליום אחד.", "הקישור תקף ליומיים.", "הקישור תקף ל־3 ימים."]


def test_a_mail_tried_again_keeps_its_message_id():
    mail = make_mail(make_subscriber())

    assert header(compose(mail), "Message-ID") == header(compose(mail), "Message-ID")
    assert header(compose(mail), "Message-ID") == f"<{mail.key}@testserver>"


@pytest.mark.parametrize("kind", ConfirmationMail.Kind.values)
@pytest.mark.parametrize("language", ["en", "he"])
def test_every_mail_is_complete_in_both_languages(kind, language):
    make_site(name_en="Institute & Sons", name_he="המכון & בניו")
    message = compose(make_mail(make_subscriber(language=language), kind=kind))
    html = message.alternatives[0].content

    assert "\n" not in message.subject
    assert ("Institute & Sons" if language == "en" else "המכון & בניו") in message.body
    assert "&amp;" in html
    assert f'<html lang="{language}" dir="{"rtl" if language == "he" else "ltr"}">' in html
    assert "http://testserver/" in message.body


def test_no_mail_says_the_address_or_state_of_somebody_in_its_links(client):
    message = welcome(client)

    assert "reader" not in link(message, "unsubscribe")
