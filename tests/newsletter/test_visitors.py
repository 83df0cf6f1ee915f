import pytest
from django.test import RequestFactory

from inss.newsletter.visitors import client_address, client_hash


def request(address: str, forwarded: str = ""):
    return RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded)


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger's word
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),  # 6.6.6.6 was invented by the client
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "nonsense"),
        ("", "198.51.100.1", ""),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_the_client(settings, address, forwarded, client):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert client_address(request(address, forwarded)) == client


def test_hosts_of_one_ipv6_network_are_one_client():
    assert client_hash(request("2001:db8::1")) == client_hash(request("2001:db8::ffff"))
    assert client_hash(request("2001:db8::1")) != client_hash(request("2001:db8:0:1::1"))


def test_the_hash_depends_on_the_sites_key(settings):
    before = client_hash(request("203.0.113.9"))
    settings.SECRET_KEY = "another"

    assert client_hash(request("203.0.113.9")) != before
