"""The Council's tables. They are public records, and name no person served."""

from fourfold.apps.council.models.attendance import AttendanceMark as AttendanceMark
from fourfold.apps.council.models.bills import Bill as Bill
from fourfold.apps.council.models.bills import BillFile as BillFile
from fourfold.apps.council.models.bills import BillNote as BillNote
from fourfold.apps.council.models.budget import BudgetEntry as BudgetEntry
from fourfold.apps.council.models.budget import BudgetFile as BudgetFile
from fourfold.apps.council.models.budget import BudgetLine as BudgetLine
from fourfold.apps.council.models.campaigns import Campaign as Campaign
from fourfold.apps.council.models.campaigns import CampaignMeasure as CampaignMeasure
from fourfold.apps.council.models.campaigns import CampaignReach as CampaignReach
from fourfold.apps.council.models.cards import ReportCard as ReportCard
from fourfold.apps.council.models.communication import (
    CommunicationChange as CommunicationChange,
)
from fourfold.apps.council.models.communication import CommunicationStep as CommunicationStep
from fourfold.apps.council.models.communication import Coverage as Coverage
from fourfold.apps.council.models.communication import PlanMessage as PlanMessage
from fourfold.apps.council.models.consultations import Consultation as Consultation
from fourfold.apps.council.models.consultations import ConsultationChange as ConsultationChange
from fourfold.apps.council.models.groups import GroupPlace as GroupPlace
from fourfold.apps.council.models.laws import LawAssessment as LawAssessment
from fourfold.apps.council.models.mandates import DutyAssessment as DutyAssessment
from fourfold.apps.council.models.mandates import DutyProof as DutyProof
from fourfold.apps.council.models.mandates import GroupReport as GroupReport
from fourfold.apps.council.models.materials import Material as Material
from fourfold.apps.council.models.materials import MaterialFile as MaterialFile
from fourfold.apps.council.models.meetings import AgendaItem as AgendaItem
from fourfold.apps.council.models.meetings import Meeting as Meeting
from fourfold.apps.council.models.meetings import Posting as Posting
from fourfold.apps.council.models.minutes import Minutes as Minutes
from fourfold.apps.council.models.minutes import MinutesBlock as MinutesBlock
from fourfold.apps.council.models.minutes import MinutesIssue as MinutesIssue
from fourfold.apps.council.models.minutes import MinutesRival as MinutesRival
from fourfold.apps.council.models.minutes import MinutesStep as MinutesStep
from fourfold.apps.council.models.motions import Motion as Motion
from fourfold.apps.council.models.needs import Evidence as Evidence
from fourfold.apps.council.models.needs import Finding as Finding
from fourfold.apps.council.models.needs import NeedsReport as NeedsReport
from fourfold.apps.council.models.plan import PlanAction as PlanAction
from fourfold.apps.council.models.plan import PlanChange as PlanChange
from fourfold.apps.council.models.plan import PlanWait as PlanWait
from fourfold.apps.council.models.recommendations import Recommendation as Recommendation
from fourfold.apps.council.models.recommendations import (
    RecommendationComment as RecommendationComment,
)
from fourfold.apps.council.models.recommendations import RecommendationFate as RecommendationFate
from fourfold.apps.council.models.recommendations import RecommendationVote as RecommendationVote
from fourfold.apps.council.models.recommendations import VoteEntry as VoteEntry
from fourfold.apps.council.models.schedules import ScheduleFiled as ScheduleFiled
from fourfold.apps.council.models.seats import CouncilMember as CouncilMember
from fourfold.apps.council.models.seats import DeclaredConflict as DeclaredConflict
from fourfold.apps.council.models.seats import SeatChange as SeatChange
from fourfold.apps.council.models.seats import SeatTerm as SeatTerm
from fourfold.apps.council.models.studio import StudioBlock as StudioBlock
from fourfold.apps.council.models.studio import StudioFigure as StudioFigure
from fourfold.apps.council.models.studio import StudioReport as StudioReport
from fourfold.apps.council.models.studio import StudioRival as StudioRival
from fourfold.apps.council.models.studio import StudioStep as StudioStep
from fourfold.apps.council.models.studio_beside import ActivityForm as ActivityForm
from fourfold.apps.council.models.studio_beside import StudioComment as StudioComment
from fourfold.apps.council.models.studio_beside import StudioPicture as StudioPicture
from fourfold.apps.council.models.vote_mails import VoteMail as VoteMail
