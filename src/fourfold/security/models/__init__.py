"""The tables of the security floor, one file a room."""

from fourfold.security.models.accounts import Account as Account
from fourfold.security.models.agencies import Agency as Agency
from fourfold.security.models.agencies import RoleGrant as RoleGrant
from fourfold.security.models.agencies import RoleState as RoleState
from fourfold.security.models.agencies import TeamMember as TeamMember
from fourfold.security.models.audit import AuditEvent as AuditEvent
from fourfold.security.models.audit import AuditHead as AuditHead
from fourfold.security.models.consent import Consent as Consent
from fourfold.security.models.consent import ConsentScope as ConsentScope
from fourfold.security.models.consent import Disclosure as Disclosure
from fourfold.security.models.consent import ReleaseTask as ReleaseTask
from fourfold.security.models.edges import Count as Count
from fourfold.security.models.edges import Opened as Opened
from fourfold.security.models.glass import GlassBreak as GlassBreak
from fourfold.security.models.keys import AgencyKey as AgencyKey
from fourfold.security.models.keys import KeyCheck as KeyCheck
from fourfold.security.models.notices import Notice as Notice
from fourfold.security.models.recovery import EntryCode as EntryCode
from fourfold.security.models.recovery import HelpAsked as HelpAsked
from fourfold.security.models.relations import Relation as Relation
from fourfold.security.models.relations import RelationKind as RelationKind
from fourfold.security.models.retention import Hold as Hold
from fourfold.security.models.retention import KeptLine as KeptLine
from fourfold.security.models.retention import KeptPreview as KeptPreview
from fourfold.security.models.retention import Tombstone as Tombstone
from fourfold.security.models.sessions import Session as Session
