"""A made-up request to a made-up office, for tests."""

from __future__ import annotations

from datetime import date

from fourfold.documents.letters import Contact, Office, Request

REQUEST = Request(
    title="Yearly report of police and prosecutors",
    law="C.G.S. 51-286h",
    covers="October 2017 to September 2018",
    due_on=date(2018, 10, 1),
    council="Made-up Trafficking in Persons Council",
    how=(
        "Fill in the form at https://fourfold.example.org/calls: it saves as you go.",
        "Or fill in the spreadsheet you find there, and bring it in the same place.",
        "Or fill in the paper that came with the first letter, and send it back.",
    ),
    contact=Contact("Made-up Coordinator", "860-555-0142", "council@example.org"),
    address=("1 Made-up Avenue", "Hartford, CT 06106"),
)
OFFICE = Office(
    "PD104",
    "Made-up Police Department of Norwich",
    ("Attention: the chief of police", "2 Made-up Street", "Norwich, CT 06360"),
)
