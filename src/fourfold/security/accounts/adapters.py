"""What allauth asks of the house about second factors."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Names and seals second factors."""
