"""The verbs of the audit. One list, so that a reader of the log meets no word twice."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened. The value is what the database keeps; `label` is for people."""

    CALL_OPENED = "CALL_OPENED"
    BATCH_RECEIVED = "BATCH_RECEIVED"
    BATCH_SENT = "BATCH_SENT"
    BATCH_ACCEPTED = "BATCH_ACCEPTED"
    BATCH_RETURNED = "BATCH_RETURNED"
    BATCH_WITHDRAWN = "BATCH_WITHDRAWN"
    STUDY_RUN = "STUDY_RUN"
    RELEASE_PROPOSED = "RELEASE_PROPOSED"
    RELEASE_AGREED = "RELEASE_AGREED"
    RELEASE_REFUSED = "RELEASE_REFUSED"
    RELEASE_PUBLISHED = "RELEASE_PUBLISHED"
    DOCUMENT_PUBLISHED = "DOCUMENT_PUBLISHED"

    @property
    def label(self) -> str:
        """The event in words."""
        return LABELS[self]


LABELS: dict[Event, str] = {
    Event.CALL_OPENED: "A data call was opened",
    Event.BATCH_RECEIVED: "A file was received and checked",
    Event.BATCH_SENT: "An agency sent its batch to the council",
    Event.BATCH_ACCEPTED: "The council accepted a batch",
    Event.BATCH_RETURNED: "The council returned a batch to its agency",
    Event.BATCH_WITHDRAWN: "A batch was withdrawn",
    Event.STUDY_RUN: "An analysis was run on accepted figures",
    Event.RELEASE_PROPOSED: "A release was proposed",
    Event.RELEASE_AGREED: "A person agreed to a release",
    Event.RELEASE_REFUSED: "A person refused a release",
    Event.RELEASE_PUBLISHED: "A release was published",
    Event.DOCUMENT_PUBLISHED: "A document was published",
}
