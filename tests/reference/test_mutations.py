"""Whatever is done to a pack, the check answers; what it calls sound can be loaded."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.reference.contents import packs_root

ZAMARA = packs_root() / "zz"
FILES = sorted(
    path.relative_to(ZAMARA).as_posix()
    for path in ZAMARA.rglob("*")
    if path.suffix in {".csv", ".yaml"}
)
CSV_FILES = [name for name in FILES if name.endswith(".csv")]


@contextmanager
def copy_of_zamara() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(ZAMARA, Path(folder) / "zz"))


def assert_the_check_answers(folder: Path) -> None:
    report = reference.check_pack(folder)
    for problem in report.problems:
        assert problem.why
        assert problem.fix
        assert len(str(problem)) < 1500
        assert "\n" not in str(problem)
    if report.is_sound:
        assert reference.load_pack("zz", root=folder.parent).towns


@pytest.mark.slow
@given(file=st.sampled_from(FILES), data=st.data())
def test_changed_bytes_are_answered(file: str, data: st.DataObject) -> None:
    with copy_of_zamara() as folder:
        path = folder / file
        raw = path.read_bytes()
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 20)))
        path.write_bytes(raw[:start] + data.draw(st.binary(max_size=12)) + raw[end:])

        assert_the_check_answers(folder)


@pytest.mark.slow
@given(file=st.sampled_from(CSV_FILES), data=st.data())
def test_a_changed_cell_is_answered(file: str, data: st.DataObject) -> None:
    with copy_of_zamara() as folder:
        path = folder / file
        lines = path.read_text(encoding="utf-8").split("\n")
        row = data.draw(st.integers(0, len(lines) - 2))
        cells = lines[row].split(",")
        place = data.draw(st.integers(0, len(cells) - 1))
        cells[place] = data.draw(
            st.text(max_size=15)
            | st.sampled_from(["-1", "<3", "999999999999999", "2030-02-30", ";"])
        )
        lines[row] = ",".join(cells)
        path.write_text("\n".join(lines), encoding="utf-8", newline="")

        assert_the_check_answers(folder)


@pytest.mark.slow
@given(
    text=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["code", "help", "coverage", "council", "file", "where", "year"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_documents_of_any_shape_are_answered(text: object) -> None:
    import yaml

    with copy_of_zamara() as folder:
        (folder / "pack.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
        (folder / "reports" / "2030.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")

        assert_the_check_answers(folder)
