"""
A made-up report that uses every block, and words that are hard to set.

Its numbers are invented, and so is its state: nothing here may be quoted.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fourfold.analysis.tables import Hidden, Interval
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    Number,
    Paragraph,
    Point,
    Row,
    Table,
    Text,
    line,
)

NASTY = (
    '#read("/etc/passwd") <script>alert(1)</script> *bold* _it_ $x$ ] [a](b) \\ & @f `c` = h // %'
)
"""Looks like markup to one of the writers; must come out as it stands."""

HIDDEN = Hidden("the source hides small numbers", below=3)

RACES = (
    ("F001", "Hispanic or Latino", "84"),
    ("F002", "White", "62"),
    ("F003", "African American or Black", "34"),
    ("F004", "Multiracial, or two or more groups the family named", "21"),
    ("F005", "Unknown", "6"),
    ("F006", "Asian", "3"),
    ("F007", "American Indian or Alaska Native", "<3"),
    ("F008", "Native Hawaiian or other Pacific Islander", "0"),
)
YEARS = tuple(
    (f"F0{number}", str(year), value)
    for number, (year, value) in enumerate(
        ((2012, 51), (2013, 84), (2014, 94), (2015, 133), (2016, 202), (2017, 212)), start=11
    )
)
BEFORE_AFTER = (
    ("Knowledge of the law and of what to look for", "2.1", "3.4"),
    ("Beliefs (lower is better)", "2.6", "2.2"),
    ("Comfort when talking with a young person", "4.6", "6.1"),
    ("Would call the Careline", "<3", "8.7"),
)


def document() -> Document:
    """Return the report: about ten pages on paper."""
    return Document(
        title="Human trafficking in Zerland: what we did, how well, and who is better off",
        subtitle="Annual report of the Trafficking in Persons Council, 2017",
        author="Trafficking in Persons Council",
        language="en",
        issued_on=date(2018, 1, 31),
        keyfigure=KeyFigure("212", "children referred for help in 2017", "F020", "protection"),
        summary="More children were referred than in any year before. Most lived at home. "
        "Fewer than half of the agencies could say what happened next.",
        addressed_to="To the General Assembly, under section 46a-170",
        running_title="Trafficking in Persons Council: annual report 2017",
        keywords=("human trafficking", "annual report", "Zerland"),
        blocks=(*_highlights(), *_protection(), *_prevention(), *_votes(), *_appendix()),
    )


def _highlights() -> tuple[Block, ...]:
    return (
        Heading("Highlights", 1, "highlights"),
        Paragraph(
            line(
                "In 2017 the state’s teams were asked to help ",
                Number("212", "F020"),
                " children, 5 percent more than the year before. The hotline counted ",
                Number("over 42,000", "F021"),
                " cases across the country – a number it calls a lower bound.",
            ),
            role="lead",
        ),
        KeyFigures(
            (
                KeyFigure("212", "children referred to the regional teams", "F020", "protection"),
                KeyFigure("over 12,900", "cases of minors on the hotline", "F021", "partnership"),
                KeyFigure("97", "training sessions held", "F022", "prevention"),
                KeyFigure("<3", "convictions under the trafficking law", "F007", "prosecution"),
            )
        ),
        Paragraph(
            line(
                "The Council met ",
                Number("9", "F023"),
                " times. It agreed on ",
                Number("15", "F024", strong=True),
                " recommendations, listed under ",
                Link("votes and dissent", "#votes"),
                ". The law is on the ",
                Link("General Assembly’s site", "https://www.cga.ct.gov/"),
                ". ",
                Text("Nothing here names a person.", emphasis=True),
            )
        ),
        Paragraph(
            line("“Referred” means that somebody asked for a consult; it is not a finding."),
            role="note",
        ),
        Paragraph(
            line(
                "Three things stand out. ",
                Text("First", strong=True),
                ", most of the children lived with a parent or guardian when they were harmed, "
                "so a safe address is no proof of safety. Second, training moves what people know "
                "more than what they believe. Third, nobody can yet follow a child from the first "
                "call to a stable home, because agencies keep their own numbers and may not share "
                "them. The Council asks for a legal ground to count once, without names.",
            )
        ),
        Bullets(
            (
                line("Reports rose in ", Number("4", "F025"), " of 6 regions."),
                line("Señora Peña’s “Sí, se puede” program reached Québec, Łódź and São Paulo."),
                line("Data calls went to 11 agencies; ", Number("7", "F026"), " answered in full."),
            )
        ),
        Callout(
            "caution",
            "Read counts of referrals with care",
            line(
                "More referrals can mean more harm, or better sight. The number of children "
                "nobody saw is unknown."
            ),
        ),
    )


def _protection() -> tuple[Block, ...]:
    return (
        Heading("Protection", 1, "protection", four_p="protection"),
        Paragraph(line("Who was referred, how old they were, and where they lived."), role="lead"),
        Heading("Who was referred", 2, "who"),
        Paragraph(
            line(
                "Of ",
                Number("212", "F020"),
                " children, ",
                Number("84", "F001"),
                " were Hispanic or Latino. Two groups are so small that the source hides them.",
            )
        ),
        Paragraph(line("A child is counted once a year."), role="note"),
        Chart(
            id="fig-race",
            kind="BARS",
            title="Two of five children referred were Hispanic or Latino",
            subtitle="Children referred to the regional teams, Zerland, 2017",
            unit="count",
            points=tuple(
                Point(label, HIDDEN if value == "<3" else Decimal(value), code)
                for code, label, value in RACES
            ),
            alt="Bars of children referred in 2017 by race and ethnicity. Hispanic or Latino 84, "
            "White 62, African American or Black 34. One small group is hidden.",
            table=_figures("tab-race", "Children referred by race and ethnicity, 2017", RACES),
            reading="each bar is a group; the longest is the most often referred.",
            four_p="protection",
            source="Department of Children and Families, report to the Council, 2018.",
        ),
        Heading("How referrals grew", 2, "growth"),
        Chart(
            id="fig-years",
            kind="OVER_TIME",
            title="Referrals have grown fourfold in five years",
            subtitle="Children referred, Zerland, 2012–2017",
            unit="count",
            points=tuple(
                Point(
                    label,
                    Decimal(value),
                    code,
                    interval=Interval(Decimal(value) - 12, Decimal(value) + 19)
                    if label == "2017"
                    else None,
                )
                for code, label, value in YEARS
            ),
            alt="Columns of children referred a year, from 51 in 2012 to 212 in 2017.",
            table=_figures(
                "tab-years",
                "Children referred a year",
                tuple((code, label, str(value)) for code, label, value in YEARS),
            ),
            four_p="protection",
            source="Department of Children and Families.",
        ),
        Heading("Where they lived", 3, "where"),
        Paragraph(line("At home, most of them, as table 1 shows.")),
        Table(
            "tab-homes",
            "Where children lived when they were harmed, Zerland, 2017",
            (
                Column("Home", share=3),
                Column("Children", number=True),
                Column("Share", number=True),
            ),
            (
                *(
                    Row((line(name), line(Number(value, code)), line(share)))
                    for name, value, code, share in (
                        ("Home of a parent or guardian", "141", "F030", "67%"),
                        ("Away without permission, or a runaway", "26", "F031", "12%"),
                        ("Foster home", "22", "F032", "10%"),
                        ("Congregate care", "19", "F033", "9%"),
                        ("Home of a relative, or another home", "4", "F034", "2%"),
                    )
                ),
                Row((line("All"), line(Number("212", "F020")), line("100%")), strong=True),
            ),
            notes=("Shares are rounded.", "Detention, shelter and unknown: none."),
        ),
        Callout("note", "A note on words", line("We say survivor, young person or child.")),
    )


def _prevention() -> tuple[Block, ...]:
    points, rows = [], []
    for number, (label, before, after) in enumerate(BEFORE_AFTER):
        code = f"F04{number}"
        for series, value in (("before", before), ("after", after)):
            seen = HIDDEN if value == "<3" else Decimal(value)
            points.append(Point(label, seen, code, series=series))
        rows.append(Row((line(label), line(Number(before, code)), line(Number(after, code)))))
    return (
        Heading("Prevention", 1, "prevention", four_p="prevention"),
        Heading("What training changed", 2, "training"),
        Paragraph(line("Surveys were taken before and after each session. ", NASTY)),
        Chart(
            id="fig-training",
            kind="BEFORE_AFTER",
            title="After training people know more and feel more at ease",
            subtitle="Mean scores before and after training, 1 to 10, 1,504 surveys, 2014–2017",
            unit="mean",
            points=tuple(points),
            alt="Knowledge rose from 2.1 to 3.4, comfort from 4.6 to 6.1; beliefs fell to 2.2.",
            table=Table(
                "tab-training",
                "Mean scores before and after training",
                (
                    Column("Construct", share=3),
                    Column("Before", number=True),
                    Column("After", number=True),
                ),
                tuple(rows),
            ),
            reading="the circle is before, the square after; the line between is the change.",
            limit=10,
            four_p="prevention",
            source="University evaluation, 2017.",
        ),
    )


def _votes() -> tuple[Block, ...]:
    return (
        Heading("Recommendations", 1, "votes", four_p="partnership"),
        Paragraph(line("The Council voted on each. Dissent is printed as it was given.")),
        Bullets(
            tuple(
                line(
                    f"Recommendation {number}: make the law’s words agree with the federal ones, "
                    "and pay for what they ask. ",
                    Text("The Office of the Public Defender opposes.", emphasis=True),
                )
                for number in (1, 2, 3)
            ),
            start=1,
        ),
        Bullets((line("This list goes on"), line("and counts on")), start=4),
    )


def _appendix() -> tuple[Block, ...]:
    shown = {code: value for code, _, value in RACES}
    labels = {code: f"Children referred: {label}" for code, label, _ in RACES}
    rows = tuple(
        Row(
            (
                line(f"F{n:03}"),
                line(
                    labels.get(f"F{n:03}", "Measure of something that takes a line or two to say")
                ),
                line(("2016", "2017", "2012–2017")[n % 3]),
                line(shown.get(f"F{n:03}", f"{n * 137:,}")),
                line("Department of Children and Families; ", Link("text", "https://example.org/")),
            ),
            id=f"F{n:03}",
        )
        for n in range(1, 121)
    )
    return (
        Heading("Data appendix", 1, "appendix"),
        Paragraph(line("Every number in the text leads to its row here.")),
        Table(
            "tab-appendix",
            "All figures of this report",
            (
                Column("Code", share=0.6),
                Column("What it counts", share=3),
                Column("Period"),
                Column("Value", number=True),
                Column("Source", share=2),
            ),
            rows,
            small=True,
        ),
    )


def _figures(id_: str, caption: str, rows: tuple[tuple[str, str, str], ...]) -> Table:
    return Table(
        id_,
        caption,
        (Column("Group", share=3), Column("Children", number=True)),
        tuple(Row((line(label), line(Number(value, code)))) for code, label, value in rows),
    )
