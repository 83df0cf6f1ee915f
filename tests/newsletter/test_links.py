import pytest
from django.core.signing import Signer, TimestampSigner
from django.test import Client
from django.utils import timezone

from inss.newsletter import workflow
from inss.newsletter.models import ConsentEvent, Subscriber
from inss.newsletter.tokens import Spent, confirm_token, unsubscribe_token

from .cast import confirm_by_mail, link, make_mail, make_subscriber, one_click_path, send_mails, sign_up

pytestmark = pytest.mark.django_db


def state() -> str:
    return Subscriber.objects.get().state


def ask_and_open(client) -> str:
    """The path of the confirmation link of a new signup."""
    sign_up(client)
    return link(send_mails()[0], "confirm")


def test_opening_the_link_shows_a_button_and_changes_nothing(client):
    path = ask_and_open(client)

    for method in (client.get, client.head, client.options):
        method(path)

    assert state() == "pending"
    assert '<form method="post"><button' in client.get(path).content.decode()


def test_the_button_confirms_and_one_welcome_follows(client):
    path = ask_and_open(client)

    page = client.post(path)

    assert page.status_code == 200
    assert "Registration was successful! Thanks." in page.content.decode()
    assert state() == "confirmed"
    [welcome] = send_mails()
    assert "/newsletter/unsubscribe/" in welcome.body
    assert [event.kind for event in ConsentEvent.objects.all()] == ["asked", "confirmed"]


def test_the_button_works_without_cookie_and_csrf_token_and_with_the_origin_browsers_send():
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "null"})
    path = ask_and_open(Client())

    page = strict.post(path)

    assert page.status_code == 200
    assert not page.cookies
    assert state() == "confirmed"


def test_pages_behind_a_link_are_not_stored_and_not_told_to_other_sites(client):
    confirm = ask_and_open(client)
    unsubscribe = f"/newsletter/unsubscribe/{unsubscribe_token(Subscriber.objects.get())}/"

    for path in (confirm, unsubscribe, "/newsletter/confirm/forged/"):
        page = client.get(path)
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert path not in page.content.decode().replace("/he" + path, "")
        assert not page.cookies


def test_a_link_confirms_once_and_a_second_press_is_told_so(client):
    path = ask_and_open(client)
    first = client.post(path)

    again = client.post(path)
    assert (again.status_code, again.content) == (200, first.content)
    opened = client.get(path)
    assert opened.status_code == 200
    assert "<form" not in opened.content.decode().partition("<main")[2].partition("</main>")[0]
    assert len(send_mails()) == 1
    assert ConsentEvent.objects.filter(kind="confirmed").count() == 1


def test_a_link_that_confirmed_is_dead_once_its_reader_has_left(client, clock):
    path = ask_and_open(client)
    client.post(path)
    client.post(one_click_path(Subscriber.objects.get()))

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        assert "This link has been used" in answer.content.decode()
    assert state() == "unsubscribed"

    clock.advance(hours=25)
    client.post(ask_and_open(client))
    assert state() == "confirmed"
    assert client.post(path).status_code == 410


def test_confirming_spends_the_links_of_every_request(client, clock):
    first = ask_and_open(client)
    clock.advance(hours=25)
    second = ask_and_open(client)
    assert first != second

    client.post(second)

    assert client.post(first).status_code == 410


def test_unsubscribing_spends_the_confirmation_link(client):
    path = ask_and_open(client)
    client.post(one_click_path(Subscriber.objects.get()))

    assert client.post(path).status_code == 410
    assert state() == "unsubscribed"


def test_a_link_from_before_leaving_does_not_confirm_a_new_request(client, clock):
    old = ask_and_open(client)
    client.post(one_click_path(Subscriber.objects.get()))
    clock.advance(hours=25)
    new = ask_and_open(client)

    assert client.get(old).status_code == client.post(old).status_code == 410
    assert state() == "pending"
    assert client.post(new).status_code == 200


def test_a_link_spent_since_it_was_read_confirms_nobody():
    mail = make_mail(make_subscriber(), spent_at=timezone.now())

    with pytest.raises(Spent):
        workflow.confirm(mail)

    assert state() == "pending"


def test_a_confirmation_link_lives_seven_days(client, clock):
    path = ask_and_open(client)

    clock.advance(days=6, hours=23)
    assert client.get(path).status_code == 200

    clock.advance(hours=2)
    page = client.post(path)
    assert page.status_code == 410
    assert "This link has expired" in page.content.decode()
    assert state() == "pending"


FORGED = ["x", "a:b:c", "%00", "x" * 3000, "ש", "..", "0" * 64 + ":1:x"]


@pytest.mark.parametrize("kind", ["confirm", "unsubscribe", "one-click"])
@pytest.mark.parametrize("token", FORGED)
def test_a_forged_link_gets_a_clear_page(client, kind, token):
    for answer in (client.get(f"/newsletter/{kind}/{token}/"), client.post(f"/newsletter/{kind}/{token}/")):
        assert answer.status_code == 404


def test_a_link_for_one_purpose_does_not_serve_another(client):
    subscriber = make_subscriber("confirmed")
    confirm = TimestampSigner(salt="inss.newsletter.confirm").sign(subscriber.key.hex * 2)
    plain = Signer().sign(subscriber.key.hex)

    assert client.post(f"/newsletter/unsubscribe/{confirm}/").status_code == 404
    assert client.post(f"/newsletter/unsubscribe/{plain}/").status_code == 404
    assert client.post(f"/newsletter/confirm/{unsubscribe_token(subscriber)}/").status_code == 404
    assert state() == "confirmed"


def test_opening_the_unsubscribe_link_shows_a_button_and_pressing_it_is_final_at_once(client):
    sign_up(client)
    confirm_by_mail(client)
    path = link(send_mails()[0], "unsubscribe")

    assert "<form" in client.get(path).content.decode()
    assert state() == "confirmed"

    assert client.post(path).status_code == 200
    assert state() == "unsubscribed"
    assert "You are unsubscribed" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
        ),
        ("text/plain", b""),
        ("multipart/form-data", b"broken"),
    ],
)
def test_one_click_is_answered_200_any_number_of_times(body, clock):
    path = one_click_path(make_subscriber("confirmed"))
    program = Client(enforce_csrf_checks=True)
    content_type, data = body

    for _ in range(3):
        answer = program.post(path, data, content_type=content_type)
        assert answer.status_code == 200
        assert not answer.cookies
        clock.advance(days=1000)

    assert state() == "unsubscribed"
    assert ConsentEvent.objects.filter(kind="unsubscribed").count() == 1


def test_one_click_is_answered_200_even_after_an_erasure(client):
    subscriber = make_subscriber("confirmed")
    path = one_click_path(subscriber)
    subscriber.delete()

    assert client.post(path).status_code == 200


def test_getting_the_one_click_address_leads_to_the_page_with_the_button(client):
    path = one_click_path(make_subscriber("confirmed"))

    assert client.get(path).headers["Location"] == path.replace("one-click", "unsubscribe")
    assert state() == "confirmed"


def test_what_waits_for_somebody_who_left_is_not_sent(client):
    sign_up(client)
    client.post(one_click_path(Subscriber.objects.get()))

    assert send_mails() == []


def test_the_link_of_an_erased_reader_gets_a_clear_page(client):
    path = ask_and_open(client)
    Subscriber.objects.all().delete()

    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


@pytest.mark.parametrize("prefix", ["", "/he"], ids=["English", "Hebrew"])
@pytest.mark.parametrize("kind", ["confirm", "unsubscribe"])
def test_a_link_cut_anywhere_says_that_it_is_not_complete(client, prefix, kind):
    mail = make_mail(make_subscriber())
    token = {"confirm": confirm_token(mail), "unsubscribe": unsubscribe_token(mail.subscriber)}[kind]

    for end in ("", "/", "/x", f"/{token[:20]}", f"/{token[:-1]}", f"/{token[:-1]}/"):
        answer = client.get(f"{prefix}/newsletter/{kind}{end}", follow=True)
        assert answer.status_code == 404
        assert answer.templates[0].name == "newsletter/dead_link.html", end
        assert f'<html lang="{"he" if prefix else "en"}"' in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_without_its_slash_keeps_the_secrecy_of_its_page(client):
    answer = client.get(ask_and_open(client).removesuffix("/"))

    assert answer.status_code == 301
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
