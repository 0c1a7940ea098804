"""The tables of data calls, one module a room. No row of them is about a person served."""

from fourfold.apps.submissions.models.batches import Batch as Batch
from fourfold.apps.submissions.models.batches import BatchRow as BatchRow
from fourfold.apps.submissions.models.calls import Asked as Asked
from fourfold.apps.submissions.models.calls import CallNote as CallNote
from fourfold.apps.submissions.models.calls import DataCall as DataCall
from fourfold.apps.submissions.models.drafts import AnswerDraft as AnswerDraft
from fourfold.apps.submissions.models.grounds import Ground as Ground
from fourfold.apps.submissions.models.links import AnswerLink as AnswerLink
from fourfold.apps.submissions.models.links import digest_of_key as digest_of_key
from fourfold.apps.submissions.models.links import digest_of_mailbox as digest_of_mailbox
from fourfold.apps.submissions.models.mappings import Mapping as Mapping
from fourfold.apps.submissions.models.reminders import Reminder as Reminder
from fourfold.apps.submissions.models.reminders import ReminderDay as ReminderDay
from fourfold.apps.submissions.models.respondents import Respondent as Respondent
from fourfold.apps.submissions.models.tokens import AgencyToken as AgencyToken
from fourfold.apps.submissions.models.uploads import Upload as Upload
