"""Looking after the store and after files that nobody went on with, once a day."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.submissions.actions import storing, uploads
from fourfold.apps.submissions.queries.stored import Verified, verify_store

JOB = "job-store"
"""What the audit calls this job."""


def sweep(*, at: datetime) -> str:
    """Destroy what nobody went on with and what no batch names; say how many."""
    gone, files = uploads.expire(by=JOB, at=at), storing.sweep_store(by=JOB, at=at)
    return f"Uploads destroyed after 14 days: {gone}. Files of the store without a batch: {files}."


def verify() -> Verified:
    """Compare every batch with its file in the store."""
    return verify_store(viewer=JOB)
