"""The tables of the security floor, one file a room."""

from fourfold.security.models.accounts import Account as Account
from fourfold.security.models.audit import AuditEvent as AuditEvent
from fourfold.security.models.keys import KeyCheck as KeyCheck
