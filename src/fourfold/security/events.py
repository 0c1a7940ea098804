"""The verbs of the audit. One list, so that a reader of the log meets no word twice."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened. The value is what the database keeps; `label` is for people."""

    CALL_OPENED = "CALL_OPENED"
    REMINDER_MADE = "REMINDER_MADE"
    REMINDER_FAILED = "REMINDER_FAILED"
    MAIL_SENT = "MAIL_SENT"
    MAIL_NOT_SENT = "MAIL_NOT_SENT"
    REMINDER_POSTED = "REMINDER_POSTED"
    CALL_CHANGED = "CALL_CHANGED"
    CALL_CLOSED = "CALL_CLOSED"
    CALL_REOPENED = "CALL_REOPENED"
    OFFICE_ADDED = "OFFICE_ADDED"
    OFFICES_ADDED = "OFFICES_ADDED"
    OFFICE_CHANGED = "OFFICE_CHANGED"
    OFFICE_CLOSED = "OFFICE_CLOSED"
    OFFICE_OPENED = "OFFICE_OPENED"
    OFFICES_ASKED = "OFFICES_ASKED"
    GROUND_PROPOSED = "GROUND_PROPOSED"
    GROUND_AGREED = "GROUND_AGREED"
    GROUND_REFUSED = "GROUND_REFUSED"
    GROUND_ENDED = "GROUND_ENDED"
    LATER_DAY_GRANTED = "LATER_DAY_GRANTED"
    OFFICE_EXCUSED = "OFFICE_EXCUSED"
    OFFICE_NOT_EXCUSED = "OFFICE_NOT_EXCUSED"
    NOTHING_TO_REPORT = "NOTHING_TO_REPORT"
    NOTHING_TAKEN_BACK = "NOTHING_TAKEN_BACK"
    BATCH_RECEIVED = "BATCH_RECEIVED"
    BATCH_SENT = "BATCH_SENT"
    BATCH_ACCEPTED = "BATCH_ACCEPTED"
    BATCH_RETURNED = "BATCH_RETURNED"
    BATCH_WITHDRAWN = "BATCH_WITHDRAWN"
    BATCH_SUPERSEDED = "BATCH_SUPERSEDED"
    STORE_SWEPT = "STORE_SWEPT"
    MAPPING_FORGOTTEN = "MAPPING_FORGOTTEN"
    PROGRAM_ADMITTED = "PROGRAM_ADMITTED"
    PROGRAM_CAME = "PROGRAM_CAME"
    PROGRAM_ENDED = "PROGRAM_ENDED"
    UPLOAD_BEGUN = "UPLOAD_BEGUN"
    UPLOAD_WHOLE = "UPLOAD_WHOLE"
    UPLOAD_ANSWERED = "UPLOAD_ANSWERED"
    UPLOAD_DROPPED = "UPLOAD_DROPPED"
    UPLOAD_EXPIRED = "UPLOAD_EXPIRED"
    UPLOAD_MARKED = "UPLOAD_MARKED"
    ANSWER_LINK_MADE = "ANSWER_LINK_MADE"
    ANSWER_LINK_TO_MAIL = "ANSWER_LINK_TO_MAIL"
    ANSWER_LINK_ASKED = "ANSWER_LINK_ASKED"
    ANSWER_LINK_OPENED = "ANSWER_LINK_OPENED"
    ANSWER_LINK_ENDED = "ANSWER_LINK_ENDED"
    ANSWER_DRAFTED = "ANSWER_DRAFTED"
    ANSWER_BROUGHT = "ANSWER_BROUGHT"
    ANSWER_TYPED = "ANSWER_TYPED"
    COMPILATION_TAKEN = "COMPILATION_TAKEN"
    SURVEY_FORM_KEPT = "SURVEY_FORM_KEPT"
    SURVEY_MADE = "SURVEY_MADE"
    WAVE_OPENED = "WAVE_OPENED"
    WAVE_CLOSED = "WAVE_CLOSED"
    SURVEY_ANSWERED = "SURVEY_ANSWERED"
    SURVEY_TAKEN = "SURVEY_TAKEN"
    DEVICE_ADMITTED = "DEVICE_ADMITTED"
    DEVICE_ENDED = "DEVICE_ENDED"
    STUDY_RUN = "STUDY_RUN"
    RELEASE_PROPOSED = "RELEASE_PROPOSED"
    RELEASE_AGREED = "RELEASE_AGREED"
    RELEASE_REFUSED = "RELEASE_REFUSED"
    RELEASE_PUBLISHED = "RELEASE_PUBLISHED"
    DOCUMENT_PUBLISHED = "DOCUMENT_PUBLISHED"
    DOOR_REFUSED = "DOOR_REFUSED"
    TERMS_ACCEPTED = "TERMS_ACCEPTED"
    AGENCY_OPENED = "AGENCY_OPENED"
    ROLE_PROPOSED = "ROLE_PROPOSED"
    ROLE_AGREED = "ROLE_AGREED"
    ROLE_REFUSED = "ROLE_REFUSED"
    ROLE_ENDED = "ROLE_ENDED"
    SEAT_PROPOSED = "SEAT_PROPOSED"
    SEAT_REFUSED = "SEAT_REFUSED"
    SEAT_GIVEN = "SEAT_GIVEN"
    SEAT_ENDED = "SEAT_ENDED"
    TEAM_MEETING = "TEAM_MEETING"
    TEAM_COUNTED = "TEAM_COUNTED"
    RELATION_GIVEN = "RELATION_GIVEN"
    RELATION_ENDED = "RELATION_ENDED"
    RECORD_READ = "RECORD_READ"
    RECORD_REFUSED = "RECORD_REFUSED"
    RECORD_SHOWN = "RECORD_SHOWN"
    RECORDS_LISTED = "RECORDS_LISTED"
    RECORDS_LOOKED_UP = "RECORDS_LOOKED_UP"
    RECORD_CHANGED = "RECORD_CHANGED"
    RECORD_EXPORTED = "RECORD_EXPORTED"
    COLLEAGUE_ASKED = "COLLEAGUE_ASKED"
    DUPLICATES_SOUGHT = "DUPLICATES_SOUGHT"
    RESPONSE_STEP = "RESPONSE_STEP"
    CASES_HANDED_OVER = "CASES_HANDED_OVER"
    DRAFT_KEPT = "DRAFT_KEPT"
    DRAFT_DROPPED = "DRAFT_DROPPED"
    CLOCK_ESCALATED = "CLOCK_ESCALATED"
    SEARCH_SAVED = "SEARCH_SAVED"
    SEARCH_REMOVED = "SEARCH_REMOVED"
    GLASS_BROKEN = "GLASS_BROKEN"
    GLASS_CLOSED = "GLASS_CLOSED"
    GLASS_REVIEWED = "GLASS_REVIEWED"
    READING_PAUSED = "READING_PAUSED"
    SIGNED_IN = "SIGNED_IN"
    SIGN_IN_REFUSED = "SIGN_IN_REFUSED"
    SIGNED_OUT = "SIGNED_OUT"
    SESSION_ENDED = "SESSION_ENDED"
    AUDIT_SEARCHED = "AUDIT_SEARCHED"
    AUDIT_EXPORTED = "AUDIT_EXPORTED"
    AUDIT_BREAK_ACKNOWLEDGED = "AUDIT_BREAK_ACKNOWLEDGED"
    HOLD_PLACED = "HOLD_PLACED"
    HOLD_LIFT_ASKED = "HOLD_LIFT_ASKED"
    HOLD_LIFTED = "HOLD_LIFTED"
    RETENTION_PREVIEWED = "RETENTION_PREVIEWED"
    RETENTION_AGREED = "RETENTION_AGREED"
    RETENTION_RUN = "RETENTION_RUN"
    RECORD_ERASED = "RECORD_ERASED"
    PART_ERASED = "PART_ERASED"
    RETENTION_REAPPLIED = "RETENTION_REAPPLIED"
    RETENTION_SWEPT = "RETENTION_SWEPT"
    STEPPED_UP = "STEPPED_UP"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED"
    SECOND_FACTOR_RENAMED = "SECOND_FACTOR_RENAMED"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED"
    CONSENT_RECORDED = "CONSENT_RECORDED"
    CONSENT_RENEWED = "CONSENT_RENEWED"
    CONSENT_REVOKED = "CONSENT_REVOKED"
    CONSENT_SEEN = "CONSENT_SEEN"
    ACCOUNTING_SEEN = "ACCOUNTING_SEEN"
    FACTS_DISCLOSED = "FACTS_DISCLOSED"
    RELEASE_TASK_ENDED = "RELEASE_TASK_ENDED"
    CREDENTIAL_CHANGED = "CREDENTIAL_CHANGED"
    SESSIONS_ENDED = "SESSIONS_ENDED"
    SINGLE_SIGN_ON_LINKED = "SINGLE_SIGN_ON_LINKED"
    RECOVERY_ASKED = "RECOVERY_ASKED"
    RECOVERY_CONFIRMED = "RECOVERY_CONFIRMED"
    ACCOUNT_RECOVERED = "ACCOUNT_RECOVERED"
    ACCOUNT_OPENED = "ACCOUNT_OPENED"
    ACCOUNT_TAKEN_UP = "ACCOUNT_TAKEN_UP"
    ACCOUNT_RENAMED = "ACCOUNT_RENAMED"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    ACCOUNT_REOPENED = "ACCOUNT_REOPENED"
    KEYS_SHREDDED = "KEYS_SHREDDED"
    KEYS_ROTATION_BEGUN = "KEYS_ROTATION_BEGUN"
    KEYS_ROTATED = "KEYS_ROTATED"
    SEAL_BROKEN = "SEAL_BROKEN"
    SESSION_PLANNED = "SESSION_PLANNED"
    SESSION_CHANGED = "SESSION_CHANGED"
    SESSION_CALLED_OFF = "SESSION_CALLED_OFF"
    SESSION_HELD = "SESSION_HELD"
    SESSION_COUNTED = "SESSION_COUNTED"
    ATTENDEE_SIGNED_IN = "ATTENDEE_SIGNED_IN"
    ATTENDEES_ADDED = "ATTENDEES_ADDED"
    ATTENDEES_DECIDED = "ATTENDEES_DECIDED"
    TRAINER_ADDED = "TRAINER_ADDED"
    TRAINER_TIED = "TRAINER_TIED"
    TRAINER_MOVED = "TRAINER_MOVED"
    TRAINER_MOVE_UNDONE = "TRAINER_MOVE_UNDONE"
    FACULTY_MET = "FACULTY_MET"
    CERTIFICATES_ISSUED = "CERTIFICATES_ISSUED"
    CERTIFICATE_REVOKED = "CERTIFICATE_REVOKED"

    @property
    def label(self) -> str:
        """The event in words."""
        return LABELS[self]


LABELS: dict[Event, str] = {
    Event.CALL_OPENED: "A data call was opened",
    Event.REMINDER_MADE: "A reminder to an office was begun",
    Event.REMINDER_FAILED: "A reminder could not be mailed",
    Event.MAIL_SENT: "A mail went out",
    Event.MAIL_NOT_SENT: "A mail did not go out, or is tried again later",
    Event.REMINDER_POSTED: "A reminder was posted as a letter",
    Event.CALL_CHANGED: "A data call's due day, words or reminders were changed",
    Event.CALL_CLOSED: "A data call was closed",
    Event.CALL_REOPENED: "A closed data call was opened again",
    Event.GROUND_PROPOSED: "Somebody named the law by which an office may send records",
    Event.GROUND_AGREED: "A second person agreed to the ground on which an office sends records",
    Event.GROUND_REFUSED: "A ground for an office to send records was refused",
    Event.GROUND_ENDED: "An office may not send records any more",
    Event.OFFICE_ADDED: "An office was added to the list of those that calls ask",
    Event.OFFICES_ADDED: "A list of offices was added",
    Event.OFFICE_CHANGED: "An office's entry was changed",
    Event.OFFICE_CLOSED: "An office was set inactive",
    Event.OFFICE_OPENED: "An inactive office was set active",
    Event.OFFICES_ASKED: "Offices were asked in a data call",
    Event.LATER_DAY_GRANTED: "An office's own due day in a call was set",
    Event.OFFICE_EXCUSED: "An office was let off a call",
    Event.OFFICE_NOT_EXCUSED: "An office that was let off is asked again",
    Event.NOTHING_TO_REPORT: "An office said that it has nothing to report",
    Event.NOTHING_TAKEN_BACK: "An office's word that it has nothing to report was taken back",
    Event.BATCH_RECEIVED: "A file was received and checked",
    Event.BATCH_SENT: "An agency sent its batch to the council",
    Event.BATCH_ACCEPTED: "The council accepted a batch",
    Event.BATCH_RETURNED: "The council returned a batch to its agency",
    Event.BATCH_WITHDRAWN: "A batch was withdrawn",
    Event.BATCH_SUPERSEDED: "A later version took a batch's place",
    Event.STORE_SWEPT: "Files that no batch needs were removed from the store",
    Event.MAPPING_FORGOTTEN: "A remembered heading was forgotten",
    Event.PROGRAM_ADMITTED: "A token for an agency's program was made",
    Event.PROGRAM_CAME: "An agency's program came in with its token",
    Event.PROGRAM_ENDED: "A token of an agency's program was ended",
    Event.UPLOAD_BEGUN: "An office began to bring a file",
    Event.UPLOAD_WHOLE: "A file arrived whole",
    Event.UPLOAD_ANSWERED: "A question about a file was answered",
    Event.UPLOAD_DROPPED: "A file that was not kept was destroyed",
    Event.UPLOAD_EXPIRED: "A file that nobody sent was destroyed",
    Event.UPLOAD_MARKED: "A file on its way was taken along with its problems marked in it",
    Event.ANSWER_LINK_MADE: "A link to answer a data call was made for an office",
    Event.ANSWER_LINK_TO_MAIL: "A link for an office was left to be mailed",
    Event.ANSWER_LINK_ASKED: "A mailbox asked for new links",
    Event.ANSWER_LINK_OPENED: "An office opened its link to a data call",
    Event.ANSWER_LINK_ENDED: "A link to answer a data call was ended",
    Event.ANSWER_DRAFTED: "An office's answer was kept before it was sent",
    Event.ANSWER_BROUGHT: "An office's answer was brought as a file by its link and sent",
    Event.ANSWER_TYPED: "An office sent an answer that it typed into a form",
    Event.COMPILATION_TAKEN: "The compilation of a data call was taken along as a file",
    Event.SURVEY_FORM_KEPT: "A version of a survey form was kept",
    Event.SURVEY_MADE: "A survey was made of a form",
    Event.WAVE_OPENED: "A wave of a survey was opened",
    Event.WAVE_CLOSED: "A wave of a survey was closed",
    Event.SURVEY_ANSWERED: "Somebody answered a survey; nobody knows who",
    Event.SURVEY_TAKEN: "Answers of a survey, or their code book, were taken along",
    Event.DEVICE_ADMITTED: "A device may send answers to a wave of a survey",
    Event.DEVICE_ENDED: "A device may no longer send answers to a wave of a survey",
    Event.STUDY_RUN: "An analysis was run on accepted figures",
    Event.RELEASE_PROPOSED: "A release was proposed",
    Event.RELEASE_AGREED: "A person agreed to a release",
    Event.RELEASE_REFUSED: "A person refused a release",
    Event.RELEASE_PUBLISHED: "A release was published",
    Event.DOCUMENT_PUBLISHED: "A document was published",
    Event.DOOR_REFUSED: "A page was refused to an account without the permission",
    Event.TERMS_ACCEPTED: "An agency accepted the terms of use",
    Event.AGENCY_OPENED: "An agency was opened",
    Event.ROLE_PROPOSED: "A role was proposed for an account",
    Event.ROLE_AGREED: "A second person agreed to a role",
    Event.ROLE_REFUSED: "A second person refused a role",
    Event.ROLE_ENDED: "A role was ended",
    Event.SEAT_PROPOSED: "A seat on a team was proposed for an account",
    Event.SEAT_REFUSED: "A second person refused a seat on a team",
    Event.SEAT_GIVEN: "An account was given a seat on a team",
    Event.SEAT_ENDED: "A seat on a team was ended",
    Event.TEAM_MEETING: "A meeting of a team was planned, changed, held or called off",
    Event.TEAM_COUNTED: "The reviews of a team were counted",
    Event.RELATION_GIVEN: "An account, team or agency was given a relation to a record",
    Event.RELATION_ENDED: "A relation to a record was ended",
    Event.RECORD_READ: "A person's record was read",
    Event.RECORD_REFUSED: "A record was asked for and not shown",
    Event.RECORD_SHOWN: "A masked value of a record was shown",
    Event.RECORDS_LISTED: "A record was shown in a list",
    Event.RECORDS_LOOKED_UP: "Records were looked up by what is known of a person",
    Event.DUPLICATES_SOUGHT: "Records that may be of one person were looked for",
    Event.COLLEAGUE_ASKED: "A colleague who knows a person was asked to make contact",
    Event.CASES_HANDED_OVER: "The counting fields of a year went to the data side",
    Event.RESPONSE_STEP: "A step of the response was taken",
    Event.DRAFT_KEPT: "What somebody was typing was kept as a draft",
    Event.DRAFT_DROPPED: "A draft was thrown away, or its form was saved",
    Event.CLOCK_ESCALATED: "Others were told of an overdue duty",
    Event.SEARCH_SAVED: "A search of a list was kept",
    Event.SEARCH_REMOVED: "A kept search was taken away",
    Event.RECORD_CHANGED: "A field of a record was changed",
    Event.RECORD_EXPORTED: "A record was taken out as a file",
    Event.GLASS_BROKEN: "A record was opened in an emergency",
    Event.GLASS_CLOSED: "An emergency opening was closed",
    Event.GLASS_REVIEWED: "An emergency opening was reviewed",
    Event.READING_PAUSED: "Somebody opened more records within an hour than the limit",
    Event.SIGNED_IN: "A person signed in",
    Event.SIGN_IN_REFUSED: "A sign-in was refused",
    Event.SIGNED_OUT: "A person signed out",
    Event.SESSION_ENDED: "A session ended by itself",
    Event.AUDIT_SEARCHED: "A person looked something up in this log",
    Event.AUDIT_EXPORTED: "A person took lines of this log away as a table",
    Event.AUDIT_BREAK_ACKNOWLEDGED: "A person answered for a break in this log, and it went on",
    Event.HOLD_PLACED: "A legal hold was placed",
    Event.HOLD_LIFT_ASKED: "A person asked to lift a legal hold",
    Event.HOLD_LIFTED: "A second person lifted a legal hold",
    Event.RETENTION_PREVIEWED: "A list of what will go was kept",
    Event.RETENTION_AGREED: "A second person agreed that a list goes",
    Event.RETENTION_RUN: "A list agreed to was run to its end",
    Event.RECORD_ERASED: "A record was erased by the schedule",
    Event.PART_ERASED: "A class of a record's fields was emptied by the schedule",
    Event.RETENTION_REAPPLIED: "Erasures were done again after a restore",
    Event.RETENTION_SWEPT: "Rows that hold nothing of a person were removed by the clock",
    Event.STEPPED_UP: "A person proved again who they are",
    Event.SECOND_FACTOR_ADDED: "A second factor was added",
    Event.SECOND_FACTOR_RENAMED: "A second factor was given another name",
    Event.SECOND_FACTOR_REMOVED: "A second factor was removed",
    Event.CONSENT_RECORDED: "A consent was recorded",
    Event.CONSENT_RENEWED: "A consent was asked for again and renewed",
    Event.CONSENT_REVOKED: "A consent was taken back",
    Event.CONSENT_SEEN: "A consent was read",
    Event.ACCOUNTING_SEEN: "What was told of a person was read",
    Event.FACTS_DISCLOSED: "Facts of a person's record were told to somebody outside",
    Event.RELEASE_TASK_ENDED: "A task after a release without consent was ended",
    Event.CREDENTIAL_CHANGED: "A person changed their password",
    Event.SESSIONS_ENDED: "A person's sessions were ended by hand",
    Event.SINGLE_SIGN_ON_LINKED: "An account was tied to a sign-in at the state's service",
    Event.RECOVERY_ASKED: "Somebody asked for help to sign in",
    Event.RECOVERY_CONFIRMED: "A second person confirmed who asked for help to sign in",
    Event.ACCOUNT_RECOVERED: "An account was recovered",
    Event.ACCOUNT_OPENED: "An account was opened",
    Event.ACCOUNT_TAKEN_UP: "A person took up their new account",
    Event.ACCOUNT_RENAMED: "An account was given another name",
    Event.ACCOUNT_CLOSED: "An account was closed",
    Event.ACCOUNT_REOPENED: "A closed account was opened again",
    Event.KEYS_SHREDDED: "A person's keys were shredded",
    Event.KEYS_ROTATION_BEGUN: "A new version of an agency's key was put in use",
    Event.KEYS_ROTATED: "Keys were rotated, and everything they seal was sealed anew",
    Event.SEAL_BROKEN: "A sealed value did not open: changed, moved, or of another key",
    Event.SESSION_PLANNED: "A training session was planned",
    Event.SESSION_CHANGED: "A training session was changed",
    Event.SESSION_CALLED_OFF: "A training session was called off",
    Event.SESSION_HELD: "A training session that was called off is held after all",
    Event.SESSION_COUNTED: "The people at a training session were counted",
    Event.ATTENDEE_SIGNED_IN: "Somebody signed in at a training session",
    Event.ATTENDEES_ADDED: "People were added to a training session’s list",
    Event.ATTENDEES_DECIDED: "Lines of a training session’s list were confirmed or taken off",
    Event.TRAINER_ADDED: "Somebody was put on the way to teach",
    Event.TRAINER_TIED: "A trainer’s account was named",
    Event.TRAINER_MOVED: "A trainer’s next step was noted",
    Event.TRAINER_MOVE_UNDONE: "A trainer’s last step was undone",
    Event.FACULTY_MET: "A faculty meeting was noted",
    Event.CERTIFICATES_ISSUED: "Certificates of a training session were issued",
    Event.CERTIFICATE_REVOKED: "A certificate was revoked",
}
