"""Quotes: proposed by one person, cleared or refused by another, withdrawn by any of the team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import ClearedQuote, FocusFile, FocusQuote
from fourfold.apps.surveys.rules.focus import NoSuchGroup, NotCleared
from fourfold.apps.surveys.rules.focus_codes import Code
from fourfold.apps.surveys.rules.focus_pointing import HARD, pointers
from fourfold.apps.surveys.states import QuoteState, check_quote_move
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def propose_quote(
    group: str,
    *,
    turn: str,
    said: str,
    words: str,
    code: Code,
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    """
    Propose a quote for print; returns its id. Sent twice, the same.

    said: the turn as in the transcript. words: as it would be printed. :raises NoSuchGroup:
    :raises NotCleared: if it says nothing, or holds a number, mail or address.
    """
    found = access.hold_focus_group(group, viewer=by)
    made = FocusQuote.objects.filter(once=once).first()
    if made is not None:
        return made.id
    _check_words(words)
    file = FocusFile.objects.filter(group=found).first()
    if file is None:
        raise NotCleared("What was said in this group was destroyed when its time came.")
    quote = FocusQuote(
        file=file,
        whose=file.whose,
        turn=turn,
        code=code.key,
        four_p=code.four_p,
        said=said,
        words=words.strip(),
        once=once,
        proposed_at=at,
        proposed_by=access.name_of(by),
    )
    quote.save(force_insert=True)
    _tell(Event.QUOTE_PROPOSED, quote.id, by=by, at=at)
    return quote.id


@transaction.atomic
def clear_quote(quote: str, *, checked: bool, by: access.Who, at: datetime) -> None:
    """
    Clear a quote for print, by somebody else of the team. Cleared twice is no error.

    checked: that no name, no place that tells and no rare combination is in it. :raises NotCleared:
    by who proposed it, or unchecked. :raises NoSuchGroup: :raises MoveNotAllowed:
    """
    found = _held(quote, by=by)
    if found.state == QuoteState.CLEARED.value and found.decided_by == access.name_of(by):
        return
    check_quote_move(QuoteState(found.state), QuoteState.CLEARED)
    if found.proposed_by == access.name_of(by):
        raise NotCleared("You proposed it, so somebody else of the team clears it.")
    if not checked:
        raise NotCleared("Check all three before you clear it; refuse it if one does not hold.")
    _check_words(found.words or "")
    _decide(found, QuoteState.CLEARED, by=by, at=at)
    ClearedQuote.objects.create(
        id=found.id,
        group_id=found.file.group_id,
        code=found.code,
        four_p=found.four_p,
        words=found.words or "",
        cleared_at=at,
    )
    _tell(Event.QUOTE_CLEARED, quote, by=by, at=at)


@transaction.atomic
def refuse_quote(quote: str, *, why: str, by: access.Who, at: datetime) -> None:
    """
    Refuse a quote, with words. :raises NotCleared: without words, or by who proposed it.

    :raises NoSuchGroup: :raises MoveNotAllowed:
    """
    found = _held(quote, by=by)
    check_quote_move(QuoteState(found.state), QuoteState.REFUSED)
    if found.proposed_by == access.name_of(by):
        raise NotCleared("You proposed it: take it back instead.")
    if not why.strip():
        raise NotCleared("Say why, so that whoever proposed it can choose better.")
    found.why = why.strip()
    _decide(found, QuoteState.REFUSED, by=by, at=at)
    _tell(Event.QUOTE_REFUSED, quote, by=by, at=at)


@transaction.atomic
def withdraw_quote(quote: str, *, why: str, by: access.Who, at: datetime) -> None:
    """
    Take a quote back, cleared or not; its cleared words are emptied. Twice is no error.

    It works after the transcript was destroyed, too.

    :raises NotCleared: without words. :raises NoSuchGroup: :raises MoveNotAllowed:
    """
    if not why.strip():
        raise NotCleared("Say why it is taken back.")
    cleared = ClearedQuote.objects.filter(id=quote, group__in=access.focus_teams(by))
    if not cleared.exists() or FocusQuote.objects.filter(id=quote).exists():
        found = _held(quote, by=by)
        if found.state == QuoteState.WITHDRAWN.value:
            return
        check_quote_move(QuoteState(found.state), QuoteState.WITHDRAWN)
        found.why = why.strip()
        _decide(found, QuoteState.WITHDRAWN, by=by, at=at)
    cleared.filter(withdrawn_at=None).update(
        words="", withdrawn_at=at, withdrawn_by=access.name_of(by)
    )
    _tell(Event.QUOTE_WITHDRAWN, quote, by=by, at=at)


def _held(quote: str, *, by: access.Who) -> FocusQuote:
    files = access.focus_files(by).values("id")
    found = FocusQuote.objects.select_for_update().filter(id=quote, file__in=files).first()
    if found is None:
        raise NoSuchGroup("There is no such quote, or you are not in its team.")
    return found


def _decide(quote: FocusQuote, to: QuoteState, *, by: access.Who, at: datetime) -> None:
    quote.state, quote.decided_at, quote.decided_by = to.value, at, access.name_of(by)
    quote.save(update_fields=["state", "decided_at", "decided_by", "why"])


def _check_words(words: str) -> None:
    if not words.strip():
        raise NotCleared("A quote has words.")
    hard = [each.text for each in pointers(words) if each.hint in HARD]
    if hard:
        raise NotCleared(f"It still holds a number, a mail or an address: {', '.join(hard)}.")


def _tell(event: Event, quote: str, *, by: access.Who, at: datetime) -> None:
    audit.record(event, by=access.name_of(by), subject=f"quote:{quote}", at=at)
