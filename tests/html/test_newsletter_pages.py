import pytest

from tests.factories import make_site
from tests.newsletter.cast import link, make_subscriber, one_click_path, send_mails, sign_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/he"], ids=["English", "Hebrew"])
def test_every_page_of_the_newsletter_is_valid_html(client, nu, prefix):
    make_site()
    home = f"{prefix}/newsletter/"
    sign_up(client, address=home)
    [message] = send_mails()
    confirm = link(message, "confirm")
    unsubscribe = prefix + one_click_path(make_subscriber("confirmed", email="a@example.com")).replace(
        "one-click", "unsubscribe"
    )

    pages = {
        "form": client.get(home),
        "fault": sign_up(client, "no address", address=home),
        "check-your-mail": sign_up(client, "b@example.com", address=home),
        "confirm": client.get(confirm),
        "confirmed": client.post(confirm),
        "spent": client.get(confirm),
        "broken": client.get(f"{home}confirm/x/"),
        "unsubscribe": client.get(unsubscribe),
        "unsubscribed": client.post(unsubscribe),
    }

    assert nu({name: page.content for name, page in pages.items()}) == []
