"""Which addresses are somebody's own network rather than the public one."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Addresses that only wrap one of IPv4, which may be anything once it is unwrapped somewhere on the way; and
# site-local ones, which the standard library takes for public.
_WRAPPING = tuple(
    ip_network(each)
    for each in ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
)


def is_public(address: str) -> bool:
    """Whether an IP address, as the resolver gives it, is one of the public internet."""
    parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    return not any(parsed in network for network in _WRAPPING if network.version == parsed.version)
