"""
Consent: who said yes to what, and what was told by it.

A consent is asked about at reading, never remembered. Nothing here can hold back a service: no
function takes one.
"""

from fourfold.security.consent.actions import AlreadyEnded as AlreadyEnded
from fourfold.security.consent.actions import NoSuchConsent as NoSuchConsent
from fourfold.security.consent.actions import Sharing as Sharing
from fourfold.security.consent.actions import Yes as Yes
from fourfold.security.consent.actions import end_for_accused_guardian as end_for_accused_guardian
from fourfold.security.consent.actions import record_consent as record_consent
from fourfold.security.consent.actions import renew as renew
from fourfold.security.consent.actions import revoke as revoke
from fourfold.security.consent.disclosures import DisclosureRefused as DisclosureRefused
from fourfold.security.consent.disclosures import NotCovered as NotCovered
from fourfold.security.consent.disclosures import Release as Release
from fourfold.security.consent.disclosures import Told as Told
from fourfold.security.consent.disclosures import disclose as disclose
from fourfold.security.consent.disclosures import end_task as end_task
from fourfold.security.consent.live import Answer as Answer
from fourfold.security.consent.live import ConsentEnded as ConsentEnded
from fourfold.security.consent.live import Question as Question
from fourfold.security.consent.live import Why as Why
from fourfold.security.consent.live import covering as covering
from fourfold.security.consent.live import covers as covers
from fourfold.security.consent.live import live_at as live_at
from fourfold.security.consent.live import live_for as live_for
from fourfold.security.consent.live import while_covered as while_covered
from fourfold.security.consent.queries import accounting as accounting
from fourfold.security.consent.queries import expiring as expiring
from fourfold.security.consent.queries import open_tasks as open_tasks
from fourfold.security.consent.rules import ConsentRefused as ConsentRefused
from fourfold.security.consent.rules import Thing as Thing
from fourfold.security.consent.rules import things_of as things_of
from fourfold.security.consent.terms import LegalException as LegalException
from fourfold.security.consent.terms import Terms as Terms
from fourfold.security.consent.terms import terms_of as terms_of
