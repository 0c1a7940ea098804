"""Opening calls; keeping, sending, accepting and withdrawing batches."""

from fourfold.apps.submissions.actions.batches import AlreadyReceived as AlreadyReceived
from fourfold.apps.submissions.actions.batches import AnswerHasProblems as AnswerHasProblems
from fourfold.apps.submissions.actions.batches import FileHasProblems as FileHasProblems
from fourfold.apps.submissions.actions.batches import NewerAccepted as NewerAccepted
from fourfold.apps.submissions.actions.batches import NoSuchBatch as NoSuchBatch
from fourfold.apps.submissions.actions.batches import SentByYou as SentByYou
from fourfold.apps.submissions.actions.batches import SubmissionError as SubmissionError
from fourfold.apps.submissions.actions.batches import accept as accept
from fourfold.apps.submissions.actions.batches import give_back as give_back
from fourfold.apps.submissions.actions.batches import keep as keep
from fourfold.apps.submissions.actions.batches import keep_answers as keep_answers
from fourfold.apps.submissions.actions.batches import keep_file as keep_file
from fourfold.apps.submissions.actions.batches import send as send
from fourfold.apps.submissions.actions.batches import withdraw as withdraw
from fourfold.apps.submissions.actions.calls import close_call as close_call
from fourfold.apps.submissions.actions.calls import open_call as open_call
from fourfold.apps.submissions.actions.calls import reopen_call as reopen_call
from fourfold.apps.submissions.rules.calls import CallAlreadyOpen as CallAlreadyOpen
from fourfold.apps.submissions.rules.calls import CallClosed as CallClosed
from fourfold.apps.submissions.rules.calls import NoSuchCall as NoSuchCall
from fourfold.apps.submissions.rules.figures import PUBLISHED as PUBLISHED
