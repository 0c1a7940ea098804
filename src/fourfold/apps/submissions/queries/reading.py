"""A file on its way, read as its contract asks: recognised, made plain, checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.conf import settings

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import Batch, DataCall, Upload
from fourfold.apps.submissions.models import Mapping as Heading
from fourfold.apps.submissions.rules import parquet, results
from fourfold.apps.submissions.rules.answers import as_csv
from fourfold.apps.submissions.rules.figures import MOST_NAME
from fourfold.apps.submissions.rules.store import Changed, NotInStore, StoreTrouble
from fourfold.apps.submissions.states import BatchState
from fourfold.reference import Contract, Pack, active_pack
from fourfold.reference.contracts import RuleKind
from fourfold.security.custody import parcels

if TYPE_CHECKING:
    from fourfold.analysis.check.files.rules import Earlier
    from fourfold.security.scratch import Scratch

NOTE = "checked"
USUAL = 100
"""Places kept of a group of problems."""


class Reading:
    """
    What a source is, for one office's answer to a call; close it, or use it in a `with`.

    answers: code of a doubt to its answer. today: for days that lie ahead; None: not looked at.
    pack: None for the one in use.
    """

    def __init__(
        self,
        source: Source,
        *,
        call: DataCall,
        organization: str,
        answers: Mapping[str, str],
        today: date | None,
        pack: Pack | None = None,
    ) -> None:
        self.pack = pack or active_pack()
        self.source, self.call, self.organization = source, call, organization
        self.answers, self.today = dict(answers), today
        self._scratches: list[Scratch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._scratches:
            each.close()

    @cached_property
    def contract(self) -> Contract:
        """The contract of the call's dataset, as the pack has it."""
        return self.pack.contract(self.call.dataset)

    @cached_property
    def remembered(self) -> dict[str, str]:
        """Folded headings that the office used before, to their fields."""
        found = Heading.objects.filter(organization=self.organization, dataset=self.contract.name)
        return dict(found.values_list("heading", "field"))

    @cached_property
    def recognition(self) -> Recognition:
        """What the file was taken for."""
        from fourfold.analysis.check.files.bringing import Limits, recognise  # noqa: PLC0415

        return recognise(
            self.source,
            self.contract,
            answers=self.answers,
            remembered=self.remembered,
            other_contracts=self.pack.contracts,
            limits=Limits(size=settings.UPLOAD_MB * 2**20),
        )

    @cached_property
    def plain(self) -> Plain:
        """The file as a plain table; copies, where they are needed, lie sealed on the disk."""
        from fourfold.analysis.check.files.bringing import Limits, to_plain  # noqa: PLC0415
        from fourfold.analysis.check.files.rules import staged  # noqa: PLC0415

        plain = to_plain(
            self.source,
            self.recognition,
            self.contract,
            scratch=self._scratch,
            limits=Limits(size=settings.UPLOAD_MB * 2**20),
        )
        return staged(plain, self.contract, scratch=self._scratch)

    def check(self, *, most_examples: int = USUAL) -> Checked:
        """Check the whole file against its contract, the call's period and the office's past."""
        from fourfold.analysis.check.files.rules import Expected, check_file  # noqa: PLC0415

        expected = Expected(
            from_on=self.call.from_on,
            until_on=self.call.until_on,
            known=self._known(),
            earlier=self._earlier(),
            today=self.today,
        )
        return check_file(self.plain, self.contract, expected=expected, most_examples=most_examples)

    def _earlier(self) -> tuple[Earlier, ...]:
        """Return the totals of what the Council accepted from this office, the oldest first."""
        from fourfold.analysis.check.files.rules import Earlier  # noqa: PLC0415

        accepted = (
            Batch.objects.filter(organization=self.organization, contract=self.contract.name)
            .filter(state=BatchState.ACCEPTED.value, call__from_on__isnull=False)
            .order_by("call__from_on", "version")
            .values_list("call__from_on", "call__until_on", "totals")
        )
        return tuple(
            Earlier(from_on, until_on, {name: Decimal(text) for name, text in totals.items()})
            for from_on, until_on, totals in accepted
            if from_on is not None and until_on is not None
        )

    def _compared_with(self) -> dict[str, list[str]]:
        """Return the datasets that rules look values up in, each with its accepted files."""
        named = {rule.against for rule in self.contract.rules if rule.kind is RuleKind.FOUND_IN}
        accepted = Batch.objects.filter(contract__in=named, state=BatchState.ACCEPTED.value)
        found: dict[str, list[str]] = {}
        for contract, stored in accepted.order_by("stored").values_list("contract", "stored"):
            found.setdefault(contract, []).append(stored)
        return found

    def _known(self) -> dict[str, dict[str, frozenset[str]]]:
        """Return the values of every office that rules look up; none of a person's."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for dataset, stored in self._compared_with().items():
            there = {each.name for each in self.pack.contract(dataset).fields}
            open_ones = {each.name for each in self.contract.fields if not each.identifies}
            fields = {
                name
                for rule in self.contract.rules
                if rule.kind is RuleKind.FOUND_IN and rule.against == dataset
                for name in rule.fields
            }
            names = sorted(fields & there & open_ones)
            # A store that lost a file stops nobody's answer: then the check says "not compared".
            with suppress(NotInStore, Changed, StoreTrouble):
                found[dataset] = parquet.values_of(access.the_store(), stored, fields=names)
        return found

    @property
    def stamp(self) -> str:
        """What an outcome depends on besides the bytes of the file."""
        told = [
            self.answers,
            self.remembered,
            [self.contract.name, self.contract.version],
            [str(self.call.from_on), str(self.call.until_on), str(self.today)],
            [[str(each.from_on), str(each.totals)] for each in self._earlier()],
            self._compared_with(),
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def _scratch(self) -> Scratch:
        from fourfold.security.scratch import Scratch  # noqa: PLC0415

        folder = parcels.folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Scratch(folder)
        self._scratches.append(made)
        return made


class UploadReading(Reading):
    """A whole file on its way, as it lies sealed; the outcome of its check lies beside it."""

    def __init__(self, upload: Upload, *, today: date | None) -> None:
        source = Source(
            upload.file_name,
            upload.arrived,
            lambda: parcels.open_parcel(upload.id, arrived=upload.arrived),
        )
        super().__init__(
            source,
            call=upload.call,
            organization=upload.organization,
            answers=upload.answers,
            today=today,
        )
        self.upload = upload

    def check(self, *, most_examples: int = USUAL) -> Checked:
        """Return the outcome that was kept of this very check, or check now and keep it."""
        if most_examples != USUAL:
            return super().check(most_examples=most_examples)
        kept = results.unpacked(parcels.note(self.upload.id, NOTE), stamp=self.stamp)
        if kept is None:
            kept = super().check()
            parcels.put_note(self.upload.id, NOTE, results.packed(kept, stamp=self.stamp))
        return kept


class AnswersReading(Reading):
    """A form's answers, which need no recognizing: rows of field to text."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, str]],
        *,
        call: DataCall,
        organization: str,
        today: date | None,
    ) -> None:
        self._columns = tuple(
            field.name
            for field in active_pack().contract(call.dataset).fields
            if any(field.name in row for row in rows)
        )
        content = as_csv(rows, columns=self._columns)
        source = source_of_bytes(f"{call.dataset}-{organization}.csv"[-MOST_NAME:], content)
        super().__init__(source, call=call, organization=organization, answers={}, today=today)

    @cached_property
    def plain(self) -> Plain:
        """The answers as a plain table."""
        titles = {name: self.contract.field(name).title for name in self._columns}
        return Plain(self.source, self._columns, titles)
