"""Who sends a form: the client's address, kept only as a keyed hash, and the site the form stood on."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64  # what one household or office has; a host in it changes its address at will


def client_hash(request: HttpRequest) -> str:
    """Stands for the client in the database; without the site's key nobody gets the address back."""
    return salted_hmac("inss.newsletter.client", client_network(request), algorithm="sha256").hexdigest()


def client_network(request: HttpRequest) -> str:
    """The client's address; of an IPv6 address, the network."""
    address = client_address(request)
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed)


def client_address(request: HttpRequest) -> str:
    """REMOTE_ADDR, or what the proxies of TRUSTED_PROXIES say was before them; others are not believed."""
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


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this form. A browser that says nothing is believed.

    Stands in for the CSRF token, which pages that are stored whole cannot carry.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    return origin is not None and not is_one_of(origin, ours)


def is_one_of(origin: str, hosts: set[str]) -> bool:
    scheme, _separator, host = origin.partition("://")
    return scheme in ("http", "https") and host in hosts
