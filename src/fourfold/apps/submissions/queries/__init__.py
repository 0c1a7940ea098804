"""Reading calls and batches. The front door of reads."""

from fourfold.apps.submissions.queries.batches import AcceptedBatch as AcceptedBatch
from fourfold.apps.submissions.queries.batches import accepted_batches as accepted_batches
from fourfold.apps.submissions.queries.batches import rows_of as rows_of
from fourfold.apps.submissions.queries.batches import state_of as state_of
from fourfold.apps.submissions.queries.batches import states_of_call as states_of_call
from fourfold.apps.submissions.queries.boards import Board as Board
from fourfold.apps.submissions.queries.boards import Line as Line
from fourfold.apps.submissions.queries.boards import board as board
from fourfold.apps.submissions.queries.calls import AskedOf as AskedOf
from fourfold.apps.submissions.queries.calls import calls_for as calls_for
