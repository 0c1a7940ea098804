"""
The log of who did what, when, to which thing, and how it ended: sealed, chained, anchored.

Others call `audit.record` in the transaction of a change, and `audit.read_of` before they give out
a person's record. The pages of the privacy officer call the rest.
"""

from fourfold.security.audit.chain import Damage as Damage
from fourfold.security.audit.lines import NotAFact as NotAFact
from fourfold.security.audit.lines import NotInTransaction as NotInTransaction
from fourfold.security.audit.lines import NotRecorded as NotRecorded
from fourfold.security.audit.lines import Outcome as Outcome
from fourfold.security.audit.lines import lines_about as lines_about
from fourfold.security.audit.lines import record as record
from fourfold.security.audit.verification import NothingToAcknowledge as NothingToAcknowledge
from fourfold.security.audit.verification import acknowledge as acknowledge
from fourfold.security.audit.verification import state as state
from fourfold.security.audit.verification import verify as verify
