"""The tables of the desk, one module a room. Everything here is about somebody."""

from fourfold.apps.cases.models.cases import Case as Case
from fourfold.apps.cases.models.clocks import CaseClock as CaseClock
from fourfold.apps.cases.models.clocks import ReportClock as ReportClock
from fourfold.apps.cases.models.consults import Consult as Consult
from fourfold.apps.cases.models.consults import Opinion as Opinion
from fourfold.apps.cases.models.drafts import Draft as Draft
from fourfold.apps.cases.models.law import Determination as Determination
from fourfold.apps.cases.models.law import LawFacts as LawFacts
from fourfold.apps.cases.models.once import Once as Once
from fourfold.apps.cases.models.persons import Person as Person
from fourfold.apps.cases.models.persons import PersonEntry as PersonEntry
from fourfold.apps.cases.models.persons import PersonMark as PersonMark
from fourfold.apps.cases.models.reporters import Receipt as Receipt
from fourfold.apps.cases.models.reporters import ReportMessage as ReportMessage
from fourfold.apps.cases.models.reports import Report as Report
from fourfold.apps.cases.models.screenings import Screening as Screening
from fourfold.apps.cases.models.services import Need as Need
from fourfold.apps.cases.models.services import ProviderNote as ProviderNote
from fourfold.apps.cases.models.services import Referral as Referral
from fourfold.apps.cases.models.services import ReferralLink as ReferralLink
from fourfold.apps.cases.models.story import CaseLine as CaseLine
from fourfold.apps.cases.models.story import ReportLine as ReportLine
from fourfold.apps.cases.models.teams import TeamAction as TeamAction
from fourfold.apps.cases.models.teams import TeamMeeting as TeamMeeting
from fourfold.apps.cases.models.teams import TeamPresence as TeamPresence
from fourfold.apps.cases.models.teams import TeamReview as TeamReview
