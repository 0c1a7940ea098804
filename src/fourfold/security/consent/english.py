"""The forms in English, at grade 8 or below."""

from __future__ import annotations

from fourfold.security.consent.words import FormWords
from fourfold.security.consent_codes import Kind, Purpose

ENGLISH = FormWords(
    language="en-US",
    title={
        Kind.GENERAL: "May we share information about you?",
        Kind.SUD: "May we share your drug or alcohol treatment records?",
        Kind.PRIVILEGED: "May we share what you told your counselor?",
    },
    lead=(
        "This form lets one organization tell another about you, so that they can help you "
        "together. You decide. Take your time, and ask us anything."
    ),
    know="Before you answer",
    points=(
        ("You can say no.", "Or say yes to some things and no to others."),
        ("Your help stays the same.", "No service, bed or benefit depends on this form."),
        ("You can stop it at any time.", "Tell us in any way. We stop as soon as we know."),
        (
            "It ends by itself.",
            "After {default} days, or on the day you choose, up to {days} days.",
        ),
        ("You get a copy.", "Keep it only where it is safe for you. We can keep it for you."),
        (
            "Sometimes the law makes us share.",
            "For example, if a child is being hurt, or a judge orders it. Then we try to tell you.",
        ),
    ),
    about="Who this is about",
    name="Your name",
    born="Date of birth",
    record="Record number (staff)",
    parties="Who may tell, and who may be told",
    may_tell="May tell",
    may_be_told="May be told",
    only_role="Only this person or role there (leave empty for all who help you there)",
    what="What may be shared",
    tick_each="Check each thing you agree to. What is not checked is not shared.",
    classes={
        "personal": ("Who you are", "Your name, date of birth, and how to reach you"),
        "place": ("Where you are", "Where you live, stay, work or go to school"),
        "health": ("Your health", "Body and mind, but no drug or alcohol treatment"),
        "exploiter": ("Who hurt you", "About the person or people who hurt or used you"),
        "internal": ("Your services", "What you asked for, what you got, and when"),
        "sud": (
            "Records of treatment for drug or alcohol use",
            "That you are or were treated, for what, when and where",
        ),
        "privileged": (
            "What you told your counselor in confidence",
            "Notes that only your counselor can see today",
        ),
    },
    facts={
        "person.given_name": "First name",
        "person.family_name": "Last name",
        "person.other_names": "Other names",
        "person.born_on": "Date of birth",
        "person.gender": "Gender",
        "person.race": "Race and ethnicity",
        "person.languages": "Languages",
        "person.phone": "Telephone",
        "person.safe_contact": "Safe ways to reach you",
        "person.guardian": "Parent or guardian",
        "person.street": "Street",
        "person.town": "Town",
        "person.school": "School",
        "case.wishes": "What you want",
        "referral.message": "What the service should know",
        "referral.health_note": "A note about your health",
        "referral.sud_note": "A note about treatment for drug or alcohol use",
    },
    only_these="Only these facts (leave empty for all that is checked)",
    not_here={
        Kind.GENERAL: (
            "Records of drug or alcohol treatment, and what you told a counselor in confidence, "
            "are not part of this form. Each has a form of its own."
        ),
        Kind.SUD: (
            "Federal rules (42 CFR Part 2) protect these records. Whoever gets them is told so in "
            "writing. Some who get them may be allowed by law to pass them on."
        ),
        Kind.PRIVILEGED: (
            "If this is shared, a court may say it is no longer private. You may ask a lawyer "
            "first; we can help you find one."
        ),
    },
    why="What it may be used for",
    tick_one="Check one. For another use we ask you again.",
    purposes={
        Purpose.SERVICES: "To plan and give services",
        Purpose.HOUSING: "To find a safe place to live",
        Purpose.HEALTH_CARE: "To give health care",
        Purpose.SCHOOL: "To help with school",
        Purpose.LEGAL_HELP: "To get a lawyer or legal help",
        Purpose.TEAM_REVIEW: "To plan together in a team meeting",
        Purpose.INVESTIGATION: "To help the police or a prosecutor",
        Purpose.BENEFITS: "To get money or benefits",
    },
    when="From when until when",
    starts="First day",
    ends="Last day",
    when_help=(
        "At most {days} days after you sign. If the last day is empty, it ends after {default} "
        "days. If you turn 18 before that, it ends on your birthday, and we ask you alone."
    ),
    answer="Your answer",
    yes="Yes, share what is checked above.",
    no="No, do not share.",
    no_help="Nothing is shared, and your help goes on as before.",
    your_signature="Your signature",
    today="Date",
    under_age=(
        "If you are under 18, a parent or guardian signs too, unless a law lets you decide alone. "
        "Nobody can say yes for you if you say no."
    ),
    guardian_name="Name of parent or guardian",
    guardian_signature="Signature of parent or guardian",
    accused=(
        "A parent or guardian who hurt or used you, or is said to have done so, may not sign."
    ),
    too_young="For a child too young to be asked, the guardian signs alone.",
    helpers="If somebody helped you with this form",
    interpreter="Name of interpreter",
    interpreter_language="Language",
    witness="Name of witness",
    witness_signature="Signature of witness",
    staff="For staff",
    told="I read the six points aloud. I said that services stay the same.",
    copy="I offered a copy, and asked if it is safe to keep one.",
    alone="The youth decides alone under this law",
    staff_name="Name of staff member",
    stop_title="Stop sharing information about me",
    stop_lead=(
        "Use this form to take back a yes you gave. You do not have to. You can also tell us in "
        "person, by phone, or in any other way that is safe for you."
    ),
    stop_know="Good to know",
    stop_points=(
        ("You need no reason.", "Nobody may ask you for one before we stop."),
        ("We stop as soon as we know.", "What was already told cannot be taken back."),
        ("Your help stays the same.", "No service, bed or benefit depends on this."),
        ("You can say yes again later.", "Then we ask you anew."),
    ),
    stop_what="What should stop",
    stop_all="Stop all sharing I said yes to.",
    stop_one="Stop only sharing with this organization:",
    stop_one_whom="Name of the organization",
    stop_sign="Sign here",
    stop_staff="For staff",
    stop_written="Received in writing",
    stop_spoken="The person told me; I filled in this form",
    stop_at="Date and time you learned of it",
    stop_given="Consent number or numbers",
)
