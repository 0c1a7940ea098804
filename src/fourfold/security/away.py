"""What does not answer just now is told apart from what is broken."""

from __future__ import annotations


class Away(Exception):
    """
    A service that this house needs does not answer: try again later.

    A page that ends with it says so, with 503, and not that something broke.
    """
