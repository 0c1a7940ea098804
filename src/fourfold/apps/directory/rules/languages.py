"""Languages a service speaks, with the codes of ISO 639-2 that the exchange format asks for."""

from __future__ import annotations

LANGUAGES: dict[str, tuple[str, str]] = {
    "ENGLISH": ("English", "eng"),
    "SPANISH": ("Spanish", "spa"),
    "PORTUGUESE": ("Portuguese", "por"),
    "HAITIAN_CREOLE": ("Haitian Creole", "hat"),
    "POLISH": ("Polish", "pol"),
    "ARABIC": ("Arabic", "ara"),
    "MANDARIN": ("Mandarin", "zho"),
    "VIETNAMESE": ("Vietnamese", "vie"),
    "AMERICAN_SIGN_LANGUAGE": ("American Sign Language", "sgn"),
}
