"""What allauth asks of the house about second factors."""

from __future__ import annotations

import base64
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext

from fourfold.security import keys
from fourfold.security.models import Account

NONCE = 12


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals the secrets of authenticator apps and recovery codes, and names passkeys."""

    def encrypt(self, text: str) -> str:
        """Return the secret sealed with AES-256-GCM."""
        nonce = secrets.token_bytes(NONCE)
        return base64.b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret in the clear."""
        sealed = base64.b64decode(encrypted_text)
        return _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()

    def get_totp_label(self, user: Account) -> str:
        """Name the account in the person's authenticator app."""
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as passkeys know it: its host."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Fourfold"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        """Name the account as the person's own device shows it."""
        return {"id": user.id.encode(), "display_name": user.name, "name": user.email}

    def generate_authenticator_name(self, user: Account, type: object) -> str:  # noqa: A002 - theirs
        """Name a passkey that was given no name."""
        return gettext("Passkey")


def _cipher() -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"fourfold second factors")
    return AESGCM(derived.derive(keys.ring().token))
