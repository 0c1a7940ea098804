"""Where a request comes from, as far as limits need to know. It is never kept or logged."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

NOBODY = "unknown"


def address_of(request: HttpRequest) -> str:
    """
    Return the address a limit counts: IPv4 as it is, IPv6 as its /64 network, else "unknown".

    Behind web servers of ours (settings.PROXIES of them) it is what the outermost of them saw:
    the entry of X-Forwarded-For that far from the right. What is left of it may be made up.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        said = chain[-min(settings.PROXIES, len(chain))].strip() or said
    try:
        found = ip_address(said.strip("[]").partition("%")[0])
    except ValueError:
        return NOBODY
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)
