"""
The log of who did what, when, to which thing, and how it ended: sealed, chained, anchored.

Others call `audit.record` in the transaction of a change, and `audit.read_of` before they give out
a person's record. The pages of the privacy officer call the rest.
"""

from fourfold.security.audit.asking import Page as Page
from fourfold.security.audit.asking import Sighting as Sighting
from fourfold.security.audit.asking import Sightings as Sightings
from fourfold.security.audit.asking import Told as Told
from fourfold.security.audit.asking import export_rows as export_rows
from fourfold.security.audit.asking import search as search
from fourfold.security.audit.asking import seen_by as seen_by
from fourfold.security.audit.chain import Damage as Damage
from fourfold.security.audit.lines import NotAFact as NotAFact
from fourfold.security.audit.lines import NotInTransaction as NotInTransaction
from fourfold.security.audit.lines import NotRecorded as NotRecorded
from fourfold.security.audit.lines import Outcome as Outcome
from fourfold.security.audit.lines import lines_about as lines_about
from fourfold.security.audit.lines import record as record
from fourfold.security.audit.lines import record_all as record_all
from fourfold.security.audit.reads import RecordsShut as RecordsShut
from fourfold.security.audit.reads import check_open as check_open
from fourfold.security.audit.reads import read_of as read_of
from fourfold.security.audit.verification import NothingToAcknowledge as NothingToAcknowledge
from fourfold.security.audit.verification import acknowledge as acknowledge
from fourfold.security.audit.verification import state as state
from fourfold.security.audit.verification import verify as verify
