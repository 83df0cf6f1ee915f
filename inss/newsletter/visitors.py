"""The sender of a form: a keyed hash of the client's address, and the site that the form was on."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64  # one household or office; a host in it can change its address at will


def client_hash(request: HttpRequest) -> str:
    """Return a keyed hash that identifies the client. The address cannot be recovered without the key."""
    return salted_hmac("inss.newsletter.client", client_network(request), algorithm="sha256").hexdigest()


def client_network(request: HttpRequest) -> str:
    """Return the client's address, or its network for an IPv6 address."""
    address = client_address(request)
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed)


def client_address(request: HttpRequest) -> str:
    """Return REMOTE_ADDR, or the address reported by a proxy in TRUSTED_PROXIES."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    hops = [hop for part in forwarded.split(",") if (hop := part.strip())]
    address = request.META.get("REMOTE_ADDR", "")
    while hops and is_trusted_proxy(address):
        address = hops.pop()
    return address


def is_trusted_proxy(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(network) for network in settings.TRUSTED_PROXIES)


def is_cross_site(request: HttpRequest) -> bool:
    """Return whether the form was sent from another site's page. A browser that does not say is trusted.

    This replaces the CSRF token, which cached pages cannot contain.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    return origin is not None and not is_one_of(origin, ours)


def is_one_of(origin: str, hosts: set[str]) -> bool:
    scheme, _separator, host = origin.partition("://")
    return scheme in ("http", "https") and host in hosts
