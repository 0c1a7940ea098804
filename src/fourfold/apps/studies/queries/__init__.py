"""Reading runs, rolls and studies."""

from fourfold.apps.studies.queries.runs import Input as Input
from fourfold.apps.studies.queries.runs import NoSuchRun as NoSuchRun
from fourfold.apps.studies.queries.runs import Offered as Offered
from fourfold.apps.studies.queries.runs import RunResult as RunResult
from fourfold.apps.studies.queries.runs import newest_findings as newest_findings
from fourfold.apps.studies.queries.runs import run as run
from fourfold.apps.studies.queries.runs import runs_to_propose as runs_to_propose
