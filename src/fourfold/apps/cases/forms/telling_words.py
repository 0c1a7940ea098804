"""What the public's report pages say: one record of words for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TellingWords:
    """
    The words of the pages, in one language. `{…}` are gaps.

    tab: the title of the window, which a history keeps; it says nothing of what the page is for.
    """

    code: str
    other: str
    other_name: str
    tab: str
    skip: str
    title: str
    lead: str
    danger_title: str
    danger_text: str
    call: str
    text_line: str
    chat: str
    promises_title: str
    promises: tuple[str, ...]
    narrative: str
    narrative_help: str
    narrative_needed: str
    too_long: str
    danger: str
    more: str
    more_help: str
    who: str
    who_help: str
    age: str
    now: str
    town: str
    town_none: str
    when: str
    where: str
    suspect: str
    suspect_help: str
    you: str
    you_help: str
    kind: str
    mandated: str
    mandated_help: str
    name: str
    reach: str
    reach_help: str
    answers: Mapping[str, str]
    kinds: Mapping[str, str]
    send: str
    look_again: str
    kept_title: str
    kept_lead: str
    receipt: str
    receipt_help: str
    receipt_print: str
    next_title: str
    next: tuple[str, ...]
    next_mandated: str
    again: str
    back_link: str
    back_title: str
    back_lead: str
    back_number: str
    back_number_help: str
    back_show: str
    back_wrong: str
    back_away: str
    back_waits: str
    back_read: str
    back_answers: str
    back_none: str
    back_add: str
    back_add_help: str
    back_add_send: str
    back_added: str
    too_many: str
    lost_title: str
    lost: str
    leave: str
    leave_how: str
    leaving: str
    help_now: str
    footer: str
    demo: str
