"""Codes of what is known of a person."""

from __future__ import annotations

from enum import StrEnum


class Gender(StrEnum):
    """How the person names it, not the sex at birth. Source: HTCDS 2.0, list Gender."""

    FEMININE = "FEMININE"
    MASCULINE = "MASCULINE"
    TRANSGENDER_FEMININE = "TRANSGENDER_FEMININE"
    TRANSGENDER_MASCULINE = "TRANSGENDER_MASCULINE"
    NON_CONFORMING = "NON_CONFORMING"


class Race(StrEnum):
    """
    Race and ethnicity, as the person names it; more than one may be chosen.

    Source: the groups of the child welfare agency's referrals of 2017 (seed002, figures F018-F024).
    """

    HISPANIC = "HISPANIC"
    WHITE = "WHITE"
    BLACK = "BLACK"
    MULTI_RACIAL = "MULTI_RACIAL"
    ASIAN = "ASIAN"
    OTHER = "OTHER"


class Language(StrEnum):
    """Languages the person speaks well. Our own short list."""

    ENGLISH = "ENGLISH"
    SPANISH = "SPANISH"
    PORTUGUESE = "PORTUGUESE"
    HAITIAN_CREOLE = "HAITIAN_CREOLE"
    POLISH = "POLISH"
    ARABIC = "ARABIC"
    MANDARIN = "MANDARIN"
    VIETNAMESE = "VIETNAMESE"
    AMERICAN_SIGN_LANGUAGE = "AMERICAN_SIGN_LANGUAGE"
    OTHER = "OTHER"


class Channel(StrEnum):
    """A way to reach the person that they said is safe."""

    CALL = "CALL"
    TEXT = "TEXT"
    MAIL = "MAIL"
    E_MAIL = "E_MAIL"
    IN_PERSON = "IN_PERSON"
    THROUGH_SOMEBODY = "THROUGH_SOMEBODY"
