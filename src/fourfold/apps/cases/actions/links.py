"""
One-time links for services without an account: made, opened with a code told by telephone, ended.

LinkError
├── LinkUseless   it opens nothing: unknown, over, used, taken back. One answer for all
└── WrongCode     the code is not the one; `left` tries remain
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from fourfold.apps.cases.access import services as access
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Referral, ReferralLink
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states import services as states
from fourfold.apps.cases.states.services import LinkEnd
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import new_id
from fourfold.security.notices import NoticeKind, notify

LIVES = timedelta(hours=48)
TRIES = 5
DIGITS = 8
PAGE_LIVES = timedelta(minutes=30)
"""How long the page that the right code shows may be answered from."""


class LinkError(ValueError):
    """Nothing was shown; the message says what to do."""


class LinkUseless(LinkError):
    """The link opens nothing."""

    def __init__(self) -> None:
        super().__init__(
            "This link opens nothing, or it was used already. Ask the person who sent it to you "
            "for a new one."
        )


class WrongCode(LinkError):
    """The code is not right. left: how many tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__("This is not the code. Look again, or call the person who sent the link.")
        self.left = left


@dataclass(frozen=True, slots=True)
class NewLink:
    """What is shown once: the link's secret part, the code to say on the phone, its end."""

    token: str
    code: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """A link that was opened. given: what its page answers with."""

    link: str
    given: str


def make_link(referral: str, *, case: str, told_to: str, by: Viewer) -> NewLink:
    """
    Make a link for a sent referral to a service without an account; one before it ends.

    told_to: whom the worker says the code to, sealed.
    :raises NotKnown: without such a referral. :raises NobodyToTell:.
    """
    if not told_to.strip():
        raise NobodyToTell("Write whom you will call to say the code.")
    token = secrets.token_urlsafe(24)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with records.changing(Case, case, by=by) as seen:
        found = Referral.objects.select_for_update().filter(
            pk=referral, case=seen.record, by_link=True, state__in=states.WITH_THE_SERVICE
        )
        sent = found.first()
        if sent is None:
            raise NotKnown("There is no such referral.")
        ReferralLink.objects.filter(referral=sent.id, ended_at=None).update(
            ended_at=by.at, ended_how=LinkEnd.REPLACED.value
        )
        made = ReferralLink.objects.create(
            id=new_id(),
            agency=sent.agency,
            person=sent.person,
            case=seen.record,
            referral=sent.id,
            token_digest=access.secret_digest("link", token),
            code_digest=access.secret_digest("code", f"{token}:{code}"),
            made_at=by.at,
            made_by=by.account,
            until_at=by.at + LIVES,
            told_to=told_to.strip(),
        )
        telling.tell(
            seen.record,
            Step.REFERRAL_LINK_MADE,
            by=by,
            part=sent,
            facts={"to": sent.to_agency, "hours": int(LIVES.total_seconds() // 3600)},
        )
    return NewLink(token, code, made.until_at)


class NobodyToTell(referring.ReferringError):
    """A code needs somebody to be told to."""


def enter(token: str, *, code: str, by: Viewer) -> Entered:
    """
    Open a link with its code, once. Each wrong code is a line in the story, the last one ends it.

    :raises LinkUseless, WrongCode:.
    """
    typed = "".join(each for each in code if each.isdigit())
    left, entered = 0, None
    with transaction.atomic():
        name = access.secret_digest("link", token)
        case_id = ReferralLink.objects.filter(token_digest=name).values_list("case_id", flat=True)
        case = Case.objects.select_for_update().filter(pk=case_id.first()).first()
        live = ReferralLink.objects.select_for_update().filter(
            token_digest=name, ended_at=None, opened_at=None, until_at__gt=by.at
        )
        link = live.first()
        sent = Referral.objects.filter(
            pk=link.referral if link else "", state__in=states.WITH_THE_SERVICE
        ).first()
        if case is None or link is None or sent is None:
            raise LinkUseless
        service = access.by_link(link, to_agency=sent.to_agency, asks=by)
        if access.is_same_secret(link.code_digest, f"{token}:{typed}", kind="code"):
            given = secrets.token_urlsafe(24)
            link.opened_at, link.pass_digest = by.at, access.secret_digest("pass", given)
            link.pass_until_at = by.at + PAGE_LIVES
            link.save(update_fields=["opened_at", "pass_digest", "pass_until_at"])
            entered = Entered(link.id, given)
            telling.tell(case, Step.REFERRAL_LINK_OPENED, by=service, part=sent)
        else:
            link.tries += 1
            left = TRIES - link.tries
            if left <= 0:
                link.ended_at, link.ended_how = by.at, LinkEnd.TRIES.value
                notify(
                    {link.made_by},
                    NoticeKind.REFERRAL_LINK_CLOSED,
                    subject=f"referral:{sent.id}",
                    at=by.at,
                )
            link.save(update_fields=["tries", "ended_at", "ended_how"])
            telling.tell(
                case,
                Step.REFERRAL_CODE_WRONG,
                by=service,
                part=sent,
                facts={"tries": link.tries},
            )
    if entered is None:  # said after the commit, so that the try is counted
        raise WrongCode(left) if left > 0 else LinkUseless
    return entered
