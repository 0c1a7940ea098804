"""The command line, run as people run it: a process, its words and its exit code."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
COMMAND = Path(sys.executable).with_name("fourfold")


def fourfold(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", **settings}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [str(COMMAND), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("pack", "--help"),
        ("contracts", "show", "--help"),
        ("report", "annual", "--help"),
        ("figures", "--help"),
        ("retention", "--help"),
    ],
)
def test_help_reads_and_ends_well(arguments):
    said = fourfold(*arguments)

    assert said.returncode == 0
    assert "Usage" in said.stdout
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("report", "annual"),
        ("report", "annual", "--year", "soon", "--out", "x"),
        ("pack", "check", "../ct"),
        ("pack", "check", "nowhere"),
        ("contracts", "show", "hotline"),
        ("figures", "show", "NOTHING"),
        ("figures", "list", "--p", "peace"),
        ("db",),
        ("figures", "list", "--call", "1999"),
        ("db", "drop"),
        ("db", "prepare", "--twice"),
        ("serve", "--port", "70000"),
        ("retention", "run"),
        ("retention", "preview"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(arguments):
    said = fourfold(*arguments)

    assert said.returncode == 2
    assert said.stderr or said.stdout
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("figures", "list", "--p", "peace"), "prevention, protection, prosecution, partnership"),
        (("figures", "list", "--call", "1999"), "2016, 2017"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_choices(arguments, named):
    assert named in fourfold(*arguments).stderr


def test_the_version_is_said():
    assert fourfold("--version").stdout.startswith("fourfold 0.")


def test_help_of_db_names_its_commands():
    said = fourfold("db", "--help").stdout

    assert all(name in said for name in ("prepare", "findings", "migrate", "check"))


def test_help_is_not_cut_off_on_a_narrow_terminal():
    for arguments in ((), ("pack",), ("figures",), ("report",)):
        assert "..." not in fourfold(*arguments, "--help", COLUMNS="80").stdout.replace(
            "[ARGS]...", ""
        )


def test_a_code_is_listed_whole_where_the_terminal_is_narrow():
    assert "DCF_REFERRALS_BY_RACE_ETHNICITY " in fourfold("figures", "list", COLUMNS="80").stdout


def test_a_code_may_be_typed_in_small_letters():
    assert fourfold("figures", "show", "f018").stdout == fourfold("figures", "show", "F018").stdout


def test_an_address_of_another_machine_is_not_called_a_taken_port():
    said = fourfold("serve", "--host", "192.0.2.1", "--port", "18766")

    assert said.returncode == 1
    assert "not an address of this machine" in said.stderr


def test_one_problem_is_called_one_problem():
    assert "1 problem in nowhere." in fourfold("pack", "check", "nowhere").stdout


def test_the_connecticut_pack_is_sound_and_says_its_coverage():
    said = fourfold("pack", "check", "ct")

    assert said.returncode == 0, said.stdout
    assert "MDTs 7 of 17 sourced" in said.stdout


def test_a_broken_pack_ends_with_1_and_one_line_a_problem(tmp_path):
    packs = Path(__file__).resolve().parents[2] / "jurisdictions"
    broken = tmp_path / "zz"
    shutil.copytree(packs / "zz", broken)
    shutil.copytree(packs / "schema", tmp_path / "schema")
    towns = broken / "towns.csv"
    towns.write_text(towns.read_text().replace(towns.read_text().splitlines()[1], "x"))

    said = fourfold("pack", "check", "zz", FOURFOLD_JURISDICTIONS=str(tmp_path))

    assert said.returncode == 1
    assert "towns.csv" in said.stdout
    assert "Traceback" not in said.stderr


def test_figures_are_listed_and_shown_as_json():
    listed = json.loads(fourfold("figures", "list", "--json").stdout)
    shown = json.loads(fourfold("figures", "show", "F018", "--json").stdout)

    assert "DCF_REFERRALS" in {each["code"] for each in listed}
    assert shown["figures"][0]["value"] == "84"


def test_a_figure_is_shown_with_its_source():
    said = fourfold("figures", "show", "DCF_REFERRALS_BY_AGE")

    assert said.returncode == 0
    assert "15 to 16" in said.stdout
    assert "Source seed002" in said.stdout


def test_findings_end_with_1_and_change_nothing():
    said = fourfold("figures", "check")

    assert said.returncode == 1
    assert "104" in said.stdout


def test_a_report_of_an_unknown_year_names_the_years_and_writes_nothing(tmp_path):
    said = fourfold("report", "annual", "--year", "1999", "--out", str(tmp_path / "out"))

    assert said.returncode == 2
    assert "2016, 2017" in said.stderr
    assert not (tmp_path / "out").exists()


def test_a_report_into_a_place_that_is_no_folder_is_refused(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file")

    said = fourfold(
        "report", "annual", "--year", "2030", "--jurisdiction", "zz", "--out", str(taken)
    )

    assert said.returncode == 1
    assert "Name another folder" in said.stderr
    assert taken.read_text() == "a file"


def test_two_builds_of_the_2017_report_are_equal_byte_for_byte(tmp_path):
    for place, zone, seed in (("one", "UTC", "1"), ("two", "Asia/Tokyo", "2")):
        said = fourfold(
            "report", "annual", "--year", "2017", "--out", str(tmp_path / place),
            TZ=zone, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert said.returncode == 0, said.stderr

    names = {file.name for file in (tmp_path / "one").iterdir()}
    assert names == {f"annual-report-2017.{ending}" for ending in ("html", "pdf", "docx")}
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_taken_port_is_told_with_another_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = fourfold("serve", "--port", str(port))

    assert said.returncode == 1
    assert f"Port {port}" in said.stderr
    assert "make run PORT=" in said.stderr


def test_a_site_without_its_tables_says_to_prepare(tmp_path):
    said = fourfold("serve", "--port", "1", FOURFOLD_VAR=str(tmp_path)) if os.getuid() else None
    free = fourfold("serve", "--port", "18765", FOURFOLD_VAR=str(tmp_path))

    assert free.returncode == 1
    assert "fourfold db prepare" in free.stderr
    assert said is None or said.returncode == 1


def test_a_folder_that_cannot_be_written_is_told_and_left_alone(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("here first")

    said = fourfold("db", "prepare", FOURFOLD_VAR=str(blocked / "var"))

    assert said.returncode == 1
    assert "cannot write" in said.stderr
    assert "Traceback" not in said.stderr
    assert blocked.read_text() == "here first"


@pytest.mark.parametrize("missing", ["FOURFOLD_SECRET_KEY", "FOURFOLD_HOSTS", "DATABASE_URL"])
def test_production_does_not_start_without_its_own_settings(missing, tmp_path):
    settings = {
        "FOURFOLD_MODE": "production",
        "FOURFOLD_SECRET_KEY": "a-key-for-this-test-only-" * 3,
        "FOURFOLD_HOSTS": "example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    environment = {key: value for key, value in settings.items() if key != missing}
    if missing == "DATABASE_URL":
        environment.pop("DATABASE_URL", None)

    said = subprocess.run(
        [str(COMMAND), "db", "check"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
    )

    assert said.returncode == 2
    assert missing in said.stderr


def test_an_interrupt_while_the_site_is_starting_ends_it(tmp_path):
    settings = {**os.environ, "FOURFOLD_VAR": str(tmp_path)}
    settings.pop("DATABASE_URL", None)
    subprocess.run([str(COMMAND), "db", "migrate"], env=settings, check=True, capture_output=True)
    site = subprocess.Popen(
        [str(COMMAND), "serve", "--port", "18767"], env=settings, start_new_session=True
    )
    children = Path(f"/proc/{site.pid}/task/{site.pid}/children")
    try:
        deadline = time.monotonic() + 30
        while not children.read_text() and time.monotonic() < deadline:
            time.sleep(0.005)

        os.killpg(site.pid, signal.SIGINT)

        site.wait(timeout=20)
        with socket.socket() as visitor:
            assert visitor.connect_ex(("127.0.0.1", 18767)) != 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(site.pid, signal.SIGKILL)
        site.wait()


def test_a_contract_is_shown_to_people_and_to_programs():
    named = fourfold("contracts", "list")
    shown = fourfold("contracts", "show", "hotline_counts")
    printed = fourfold("contracts", "show", "hotline_counts", "--json")

    assert "hotline_counts" in named.stdout
    assert "PERIOD_IN_ORDER (error)" in shown.stdout
    assert json.loads(printed.stdout)["primaryKey"] == ["from", "until", "measure", "group"]


def test_a_contract_is_written_as_files_for_an_agency(tmp_path):
    said = fourfold("contracts", "write", "hotline_counts", "--out", str(tmp_path / "new"))

    assert said.returncode == 0, said.stderr
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "hotline_counts-example.xlsx",
        "hotline_counts.docx",
        "hotline_counts.html",
        "hotline_counts.pdf",
        "hotline_counts.schema.json",
        "hotline_counts.xlsx",
    ]
