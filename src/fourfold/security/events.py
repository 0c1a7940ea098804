"""The verbs of the audit. One list, so that a reader of the log meets no word twice."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened. The value, its own name, is what the database keeps; `label` is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Event:
        """Make a verb."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        return made

    CALL_OPENED = "CALL_OPENED", "A data call was opened"
    REMINDER_MADE = "REMINDER_MADE", "A reminder to an office was begun"
    REMINDER_FAILED = "REMINDER_FAILED", "A reminder could not be mailed"
    MAIL_SENT = "MAIL_SENT", "A mail went out"
    MAIL_NOT_SENT = "MAIL_NOT_SENT", "A mail did not go out, or is tried again later"
    REMINDER_POSTED = "REMINDER_POSTED", "A reminder was posted as a letter"
    CALL_CHANGED = "CALL_CHANGED", "A data call's due day, words or reminders were changed"
    CALL_CLOSED = "CALL_CLOSED", "A data call was closed"
    CALL_REOPENED = "CALL_REOPENED", "A closed data call was opened again"
    OFFICE_ADDED = "OFFICE_ADDED", "An office was added to the list of those that calls ask"
    OFFICES_ADDED = "OFFICES_ADDED", "A list of offices was added"
    OFFICE_CHANGED = "OFFICE_CHANGED", "An office's entry was changed"
    OFFICE_CLOSED = "OFFICE_CLOSED", "An office was set inactive"
    OFFICE_OPENED = "OFFICE_OPENED", "An inactive office was set active"
    OFFICES_ASKED = "OFFICES_ASKED", "Offices were asked in a data call"
    GROUND_PROPOSED = (
        "GROUND_PROPOSED",
        "Somebody named the law by which an office may send records",
    )
    GROUND_AGREED = (
        "GROUND_AGREED",
        "A second person agreed to the ground on which an office sends records",
    )
    GROUND_REFUSED = "GROUND_REFUSED", "A ground for an office to send records was refused"
    GROUND_ENDED = "GROUND_ENDED", "An office may not send records any more"
    LATER_DAY_GRANTED = "LATER_DAY_GRANTED", "An office's own due day in a call was set"
    OFFICE_EXCUSED = "OFFICE_EXCUSED", "An office was let off a call"
    OFFICE_NOT_EXCUSED = "OFFICE_NOT_EXCUSED", "An office that was let off is asked again"
    NOTHING_TO_REPORT = "NOTHING_TO_REPORT", "An office said that it has nothing to report"
    NOTHING_TAKEN_BACK = (
        "NOTHING_TAKEN_BACK",
        "An office's word that it has nothing to report was taken back",
    )
    BATCH_RECEIVED = "BATCH_RECEIVED", "A file was received and checked"
    BATCH_SENT = "BATCH_SENT", "An agency sent its batch to the council"
    BATCH_ACCEPTED = "BATCH_ACCEPTED", "The council accepted a batch"
    BATCH_RETURNED = "BATCH_RETURNED", "The council returned a batch to its agency"
    BATCH_WITHDRAWN = "BATCH_WITHDRAWN", "A batch was withdrawn"
    BATCH_SUPERSEDED = "BATCH_SUPERSEDED", "A later version took a batch's place"
    STORE_SWEPT = "STORE_SWEPT", "Files that no batch needs were removed from the store"
    MAPPING_FORGOTTEN = "MAPPING_FORGOTTEN", "A remembered heading was forgotten"
    PROGRAM_ADMITTED = "PROGRAM_ADMITTED", "A token for an agency's program was made"
    PROGRAM_CAME = "PROGRAM_CAME", "An agency's program came in with its token"
    PROGRAM_ENDED = "PROGRAM_ENDED", "A token of an agency's program was ended"
    UPLOAD_BEGUN = "UPLOAD_BEGUN", "An office began to bring a file"
    UPLOAD_WHOLE = "UPLOAD_WHOLE", "A file arrived whole"
    UPLOAD_ANSWERED = "UPLOAD_ANSWERED", "A question about a file was answered"
    UPLOAD_DROPPED = "UPLOAD_DROPPED", "A file that was not kept was destroyed"
    UPLOAD_EXPIRED = "UPLOAD_EXPIRED", "A file that nobody sent was destroyed"
    UPLOAD_MARKED = (
        "UPLOAD_MARKED",
        "A file on its way was taken along with its problems marked in it",
    )
    ANSWER_LINK_MADE = "ANSWER_LINK_MADE", "A link to answer a data call was made for an office"
    ANSWER_LINK_TO_MAIL = "ANSWER_LINK_TO_MAIL", "A link for an office was left to be mailed"
    ANSWER_LINK_ASKED = "ANSWER_LINK_ASKED", "A mailbox asked for new links"
    ANSWER_LINK_OPENED = "ANSWER_LINK_OPENED", "An office opened its link to a data call"
    ANSWER_LINK_ENDED = "ANSWER_LINK_ENDED", "A link to answer a data call was ended"
    ANSWER_DRAFTED = "ANSWER_DRAFTED", "An office's answer was kept before it was sent"
    ANSWER_BROUGHT = (
        "ANSWER_BROUGHT",
        "An office's answer was brought as a file by its link and sent",
    )
    ANSWER_COUNTED = "ANSWER_COUNTED", "An answer was made of records kept here, and sent"
    ANSWER_TYPED = "ANSWER_TYPED", "An office sent an answer that it typed into a form"
    COMPILATION_TAKEN = (
        "COMPILATION_TAKEN",
        "The compilation of a data call was taken along as a file",
    )
    SURVEY_FORM_KEPT = "SURVEY_FORM_KEPT", "A version of a survey form was kept"
    SURVEY_MADE = "SURVEY_MADE", "A survey was made of a form"
    WAVE_OPENED = "WAVE_OPENED", "A wave of a survey was opened"
    WAVE_CLOSED = "WAVE_CLOSED", "A wave of a survey was closed"
    SURVEY_PLANNED = "SURVEY_PLANNED", "A survey's review, repeating or list was noted"
    SURVEY_FIDELITY = "SURVEY_FIDELITY", "How a survey followed its model was noted or reviewed"
    SURVEY_DRAWN = "SURVEY_DRAWN", "A survey's sample was drawn"
    SURVEY_MAILED = "SURVEY_MAILED", "Invitations or reminders of a survey were left to be mailed"
    INVITED_NOTED = "INVITED_NOTED", "Something was noted of an organization that a survey asks"
    SURVEY_ANSWERED = "SURVEY_ANSWERED", "Somebody answered a survey; nobody knows who"
    SURVEY_TAKEN = "SURVEY_TAKEN", "Answers of a survey, or their code book, were taken along"
    PAPER_TYPED = "PAPER_TYPED", "A sheet of a survey on paper was typed"
    PAPER_TAKEN_OUT = "PAPER_TAKEN_OUT", "A typed sheet of a survey was taken out again"
    PAPER_CHECKED = "PAPER_CHECKED", "A sheet of a survey was typed a second time and compared"
    OCCASION_MADE = "OCCASION_MADE", "An event was made at which a survey is asked"
    SURVEY_EVALUATED = "SURVEY_EVALUATED", "A survey before and after was evaluated"
    QUESTION_SAID_SAME = (
        "QUESTION_SAID_SAME",
        "Somebody said that a question asks the same in other words",
    )
    DEVICE_ADMITTED = "DEVICE_ADMITTED", "A device may send answers to a wave of a survey"
    DEVICE_ENDED = "DEVICE_ENDED", "A device may no longer send answers to a wave of a survey"
    COMMUNITY_BROUGHT = "COMMUNITY_BROUGHT", "Measures of towns from a public source were brought"
    FOCUS_PLANNED = "FOCUS_PLANNED", "A focus group was planned"
    FOCUS_TEAM_NAMED = "FOCUS_TEAM_NAMED", "The team of a focus group was named"
    FOCUS_MOVED = "FOCUS_MOVED", "A focus group came further"
    FOCUS_OPENED = "FOCUS_OPENED", "What was said in a focus group was opened"
    FOCUS_TRANSCRIPT_KEPT = "FOCUS_TRANSCRIPT_KEPT", "A transcript was kept"
    FOCUS_MEMO_KEPT = "FOCUS_MEMO_KEPT", "A memo on a focus group was kept"
    FOCUS_BOOK_CHANGED = "FOCUS_BOOK_CHANGED", "A codebook was changed"
    FOCUS_CODED = "FOCUS_CODED", "Turns of a transcript were coded"
    FOCUS_CODING_FINISHED = "FOCUS_CODING_FINISHED", "Somebody finished coding a transcript"
    FOCUS_SETTLED = "FOCUS_SETTLED", "A difference between two coders was settled"
    QUOTE_PROPOSED = "QUOTE_PROPOSED", "A quote was proposed"
    QUOTE_CLEARED = "QUOTE_CLEARED", "A quote was cleared"
    QUOTE_REFUSED = "QUOTE_REFUSED", "A quote was refused"
    QUOTE_WITHDRAWN = "QUOTE_WITHDRAWN", "A quote was withdrawn"
    NEEDS_REPORT_CHANGED = (
        "NEEDS_REPORT_CHANGED",
        "A needs assessment was written, reviewed or settled",
    )
    COUNCIL_SEAT_CHANGED = "COUNCIL_SEAT_CHANGED", "Who sits on a seat of the Council was changed"
    COMMUNICATION_CHANGED = "COMMUNICATION_CHANGED", "The communication plan was changed"
    CONSULTATION_LOGGED = "CONSULTATION_LOGGED", "A consultation was entered or changed"
    CONFLICT_DECLARED = "CONFLICT_DECLARED", "A member declared a conflict, or took it back"
    ATTENDANCE_MARKED = "ATTENDANCE_MARKED", "Who came to a meeting of the Council was written down"
    MATERIAL_CHANGED = (
        "MATERIAL_CHANGED",
        "A material of a meeting was brought or changed",
    )
    MINUTES_CHANGED = "MINUTES_CHANGED", "Minutes of a meeting were written or went out"
    MEETING_CHANGED = "MEETING_CHANGED", "A meeting of the Council, or its agenda, was changed"
    BUDGET_CHANGED = "BUDGET_CHANGED", "An entry of the Council’s budget was made or decided"
    DUTY_CHANGED = "DUTY_CHANGED", "What stands of a duty of the Council was written or read"
    PLAN_CHANGED = "PLAN_CHANGED", "An action of the Council’s plan was made or changed"
    RECOMMENDATION_CHANGED = (
        "RECOMMENDATION_CHANGED",
        "A recommendation was written, commented or followed up",
    )
    VOTE_TAKEN = "VOTE_TAKEN", "A vote of the Council was opened, cast or closed"
    GROUP_PLACE_CHANGED = "GROUP_PLACE_CHANGED", "A place in a working group was filled or ended"
    MOTION_CHANGED = "MOTION_CHANGED", "A motion of a meeting was made, changed or put to the vote"
    REPORT_CARD_CHANGED = "REPORT_CARD_CHANGED", "A report card was written, published or withdrawn"
    LAW_ASSESSED = "LAW_ASSESSED", "An assessment of a law was written, reviewed or withdrawn"
    STUDIO_CHANGED = "STUDIO_CHANGED", "An annual report of the studio was written or decided on"
    ACTIVITY_TOLD = "ACTIVITY_TOLD", "A member’s activity form was asked, answered or decided on"
    BILL_CHANGED = "BILL_CHANGED", "A bill the Council follows was noted or changed"
    BILLS_BROUGHT = "BILLS_BROUGHT", "A list of steps of bills was taken"
    STUDY_RUN = "STUDY_RUN", "An analysis was run on accepted figures"
    LISTING_APPLICATION = "LISTING_APPLICATION", "An application to be listed took a step"
    ROLL_BROUGHT = "ROLL_BROUGHT", "The capture histories of a roll were brought"
    STUDY_STEP = "STUDY_STEP", "A study of the undetected took a step"
    RELEASE_PROPOSED = "RELEASE_PROPOSED", "A release was proposed"
    RELEASE_AGREED = "RELEASE_AGREED", "A person agreed to a release"
    RELEASE_REFUSED = "RELEASE_REFUSED", "A person refused a release"
    RELEASE_PUBLISHED = "RELEASE_PUBLISHED", "A release was published"
    DOCUMENT_PUBLISHED = "DOCUMENT_PUBLISHED", "A document was published"
    DOOR_REFUSED = "DOOR_REFUSED", "A page was refused to an account without the permission"
    TERMS_ACCEPTED = "TERMS_ACCEPTED", "An agency accepted the terms of use"
    AGENCY_OPENED = "AGENCY_OPENED", "An agency was opened"
    ROLE_PROPOSED = "ROLE_PROPOSED", "A role was proposed for an account"
    ROLE_AGREED = "ROLE_AGREED", "A second person agreed to a role"
    ROLE_REFUSED = "ROLE_REFUSED", "A second person refused a role"
    ROLE_ENDED = "ROLE_ENDED", "A role was ended"
    SEAT_PROPOSED = "SEAT_PROPOSED", "A seat on a team was proposed for an account"
    SEAT_REFUSED = "SEAT_REFUSED", "A second person refused a seat on a team"
    SEAT_GIVEN = "SEAT_GIVEN", "An account was given a seat on a team"
    SEAT_ENDED = "SEAT_ENDED", "A seat on a team was ended"
    TEAM_MEETING = "TEAM_MEETING", "A meeting of a team was planned, changed, held or called off"
    TEAM_COUNTED = "TEAM_COUNTED", "The reviews of a team were counted"
    RELATION_GIVEN = "RELATION_GIVEN", "An account, team or agency was given a relation to a record"
    RELATION_ENDED = "RELATION_ENDED", "A relation to a record was ended"
    RECORD_READ = "RECORD_READ", "A person's record was read"
    RECORD_REFUSED = "RECORD_REFUSED", "A record was asked for and not shown"
    RECORD_SHOWN = "RECORD_SHOWN", "A masked value of a record was shown"
    RECORDS_LISTED = "RECORDS_LISTED", "A record was shown in a list"
    RECORDS_LOOKED_UP = "RECORDS_LOOKED_UP", "Records were looked up by what is known of a person"
    RECORD_CHANGED = "RECORD_CHANGED", "A field of a record was changed"
    RECORD_EXPORTED = "RECORD_EXPORTED", "A record was taken out as a file"
    COLLEAGUE_ASKED = "COLLEAGUE_ASKED", "A colleague who knows a person was asked to make contact"
    DUPLICATES_SOUGHT = "DUPLICATES_SOUGHT", "Records that may be of one person were looked for"
    RESPONSE_STEP = "RESPONSE_STEP", "A step of the response was taken"
    CASES_HANDED_OVER = "CASES_HANDED_OVER", "The counting fields of a year went to the data side"
    DRAFT_KEPT = "DRAFT_KEPT", "What somebody was typing was kept as a draft"
    DRAFT_DROPPED = "DRAFT_DROPPED", "A draft was thrown away, or its form was saved"
    CLOCK_ESCALATED = "CLOCK_ESCALATED", "Others were told of an overdue duty"
    SEARCH_SAVED = "SEARCH_SAVED", "A search of a list was kept"
    SEARCH_REMOVED = "SEARCH_REMOVED", "A kept search was taken away"
    GLASS_BROKEN = "GLASS_BROKEN", "A record was opened in an emergency"
    GLASS_CLOSED = "GLASS_CLOSED", "An emergency opening was closed"
    GLASS_REVIEWED = "GLASS_REVIEWED", "An emergency opening was reviewed"
    READING_PAUSED = "READING_PAUSED", "Somebody opened more records within an hour than the limit"
    SIGNED_IN = "SIGNED_IN", "A person signed in"
    SIGN_IN_REFUSED = "SIGN_IN_REFUSED", "A sign-in was refused"
    SIGNED_OUT = "SIGNED_OUT", "A person signed out"
    SESSION_ENDED = "SESSION_ENDED", "A session ended by itself"
    AUDIT_SEARCHED = "AUDIT_SEARCHED", "A person looked something up in this log"
    AUDIT_EXPORTED = "AUDIT_EXPORTED", "A person took lines of this log away as a table"
    AUDIT_BREAK_ACKNOWLEDGED = (
        "AUDIT_BREAK_ACKNOWLEDGED",
        "A person answered for a break in this log, and it went on",
    )
    HOLD_PLACED = "HOLD_PLACED", "A legal hold was placed"
    HOLD_LIFT_ASKED = "HOLD_LIFT_ASKED", "A person asked to lift a legal hold"
    HOLD_LIFTED = "HOLD_LIFTED", "A second person lifted a legal hold"
    RETENTION_PREVIEWED = "RETENTION_PREVIEWED", "A list of what will go was kept"
    RETENTION_AGREED = "RETENTION_AGREED", "A second person agreed that a list goes"
    RETENTION_RUN = "RETENTION_RUN", "A list agreed to was run to its end"
    RECORD_ERASED = "RECORD_ERASED", "A record was erased by the schedule"
    PART_ERASED = "PART_ERASED", "A class of a record's fields was emptied by the schedule"
    RETENTION_REAPPLIED = "RETENTION_REAPPLIED", "Erasures were done again after a restore"
    RETENTION_SWEPT = (
        "RETENTION_SWEPT",
        "Rows that hold nothing of a person were removed by the clock",
    )
    STEPPED_UP = "STEPPED_UP", "A person proved again who they are"
    SECOND_FACTOR_ADDED = "SECOND_FACTOR_ADDED", "A second factor was added"
    SECOND_FACTOR_RENAMED = "SECOND_FACTOR_RENAMED", "A second factor was given another name"
    SECOND_FACTOR_REMOVED = "SECOND_FACTOR_REMOVED", "A second factor was removed"
    CONSENT_RECORDED = "CONSENT_RECORDED", "A consent was recorded"
    CONSENT_RENEWED = "CONSENT_RENEWED", "A consent was asked for again and renewed"
    CONSENT_REVOKED = "CONSENT_REVOKED", "A consent was taken back"
    CONSENT_SEEN = "CONSENT_SEEN", "A consent was read"
    ACCOUNTING_SEEN = "ACCOUNTING_SEEN", "What was told of a person was read"
    FACTS_DISCLOSED = "FACTS_DISCLOSED", "Facts of a person's record were told to somebody outside"
    RELEASE_TASK_ENDED = "RELEASE_TASK_ENDED", "A task after a release without consent was ended"
    CREDENTIAL_CHANGED = "CREDENTIAL_CHANGED", "A person changed their password"
    SESSIONS_ENDED = "SESSIONS_ENDED", "A person's sessions were ended by hand"
    SINGLE_SIGN_ON_LINKED = (
        "SINGLE_SIGN_ON_LINKED",
        "An account was tied to a sign-in at the state's service",
    )
    RECOVERY_ASKED = "RECOVERY_ASKED", "Somebody asked for help to sign in"
    RECOVERY_CONFIRMED = (
        "RECOVERY_CONFIRMED",
        "A second person confirmed who asked for help to sign in",
    )
    ACCOUNT_RECOVERED = "ACCOUNT_RECOVERED", "An account was recovered"
    ACCOUNT_OPENED = "ACCOUNT_OPENED", "An account was opened"
    ACCOUNT_TAKEN_UP = "ACCOUNT_TAKEN_UP", "A person took up their new account"
    ACCOUNT_RENAMED = "ACCOUNT_RENAMED", "An account was given another name"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED", "An account was closed"
    ACCOUNT_REOPENED = "ACCOUNT_REOPENED", "A closed account was opened again"
    KEYS_SHREDDED = "KEYS_SHREDDED", "A person's keys were shredded"
    KEYS_ROTATION_BEGUN = "KEYS_ROTATION_BEGUN", "A new version of an agency's key was put in use"
    KEYS_ROTATED = "KEYS_ROTATED", "Keys were rotated, and everything they seal was sealed anew"
    SEAL_BROKEN = "SEAL_BROKEN", "A sealed value did not open: changed, moved, or of another key"
    SESSION_PLANNED = "SESSION_PLANNED", "A training session was planned"
    SESSION_CHANGED = "SESSION_CHANGED", "A training session was changed"
    SESSION_CALLED_OFF = "SESSION_CALLED_OFF", "A training session was called off"
    SESSION_HELD = "SESSION_HELD", "A training session that was called off is held after all"
    SESSION_COUNTED = "SESSION_COUNTED", "The people at a training session were counted"
    SESSIONS_SENT = "SESSIONS_SENT", "The sessions kept here answered a data call"
    SESSION_SURVEYED = "SESSION_SURVEYED", "A training session was tied to surveys"
    PEOPLE_INVITED = "PEOPLE_INVITED", "People were invited to a training session by mail"
    HIRES_ATTESTED = "HIRES_ATTESTED", "What places attest of employees they hired was noted"
    HIRES_TAKEN_OUT = "HIRES_TAKEN_OUT", "An attestation of a place was taken out"
    ADDRESS_ERASED = "ADDRESS_ERASED", "An address was erased, as its invitation is done with"
    CERTIFICATES_MAILED = (
        "CERTIFICATES_MAILED",
        "Certificates of a training session were left to be mailed",
    )
    ATTENDEE_SIGNED_IN = "ATTENDEE_SIGNED_IN", "Somebody signed in at a training session"
    ATTENDEES_ADDED = "ATTENDEES_ADDED", "People were added to a training session’s list"
    ATTENDEES_DECIDED = (
        "ATTENDEES_DECIDED",
        "Lines of a training session’s list were confirmed or taken off",
    )
    TRAINER_ADDED = "TRAINER_ADDED", "Somebody was put on the way to teach"
    TRAINER_TIED = "TRAINER_TIED", "A trainer’s account was named"
    TRAINER_MOVED = "TRAINER_MOVED", "A trainer’s next step was noted"
    TRAINER_MOVE_UNDONE = "TRAINER_MOVE_UNDONE", "A trainer’s last step was undone"
    FACULTY_MET = "FACULTY_MET", "A faculty meeting was noted"
    CERTIFICATES_ISSUED = "CERTIFICATES_ISSUED", "Certificates of a training session were issued"
    DIRECTORY_FILLED = "DIRECTORY_FILLED", "The directory was filled from the state’s public facts"
    DIRECTORY_ORGANIZATION_ADDED = (
        "DIRECTORY_ORGANIZATION_ADDED",
        "An organization was added to the directory",
    )
    DIRECTORY_BROUGHT = "DIRECTORY_BROUGHT", "Listings of a file became drafts"
    DIRECTORY_INDEXED = "DIRECTORY_INDEXED", "The search of the directory was made anew"
    LISTING_CHECK_ASKED = (
        "LISTING_CHECK_ASKED",
        "An organization was asked by mail whether its listing holds",
    )
    LISTING_CHECK_ANSWERED = (
        "LISTING_CHECK_ANSWERED",
        "An organization answered whether its listing holds",
    )
    LISTING_ADDED = "LISTING_ADDED", "A listing was added to the directory"
    LISTING_CHANGED = "LISTING_CHANGED", "What a listing says was changed"
    LISTING_CHECKED = "LISTING_CHECKED", "A listing was checked and is shown to everyone"
    LISTINGS_MERGED = "LISTINGS_MERGED", "Two listings were made one"
    LISTINGS_PARTED = "LISTINGS_PARTED", "A merge of two listings was undone"
    LISTING_WITHDRAWN = "LISTING_WITHDRAWN", "A listing was withdrawn from everyone’s sight"
    LISTING_RESTORED = "LISTING_RESTORED", "A withdrawn listing became a draft again"
    LISTING_CAPACITY = "LISTING_CAPACITY", "What a service has free was noted"
    PLACE_SET = "PLACE_SET", "Where a service is given was noted"
    PLACE_ADDRESS_SHOWN = (
        "PLACE_ADDRESS_SHOWN",
        "The address of a confidential place was shown to a curator",
    )
    CERTIFICATE_REVOKED = "CERTIFICATE_REVOKED", "A certificate was revoked"


LABELS: dict[Event, str] = {each: each.label for each in Event}
