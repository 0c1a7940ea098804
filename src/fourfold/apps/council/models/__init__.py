"""The Council's tables. They are public records, and name no person served."""

from fourfold.apps.council.models.budget import BudgetEntry as BudgetEntry
from fourfold.apps.council.models.budget import BudgetFile as BudgetFile
from fourfold.apps.council.models.budget import BudgetLine as BudgetLine
from fourfold.apps.council.models.laws import LawAssessment as LawAssessment
from fourfold.apps.council.models.needs import Evidence as Evidence
from fourfold.apps.council.models.needs import Finding as Finding
from fourfold.apps.council.models.needs import NeedsReport as NeedsReport
from fourfold.apps.council.models.plan import PlanAction as PlanAction
from fourfold.apps.council.models.plan import PlanChange as PlanChange
from fourfold.apps.council.models.plan import PlanWait as PlanWait
