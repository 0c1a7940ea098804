import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.redact import forget, scrub, watch

NAME = "María O'Canary-Ñandú"
STORY = "She told me that the man they call Canary took her papers near the old mill in Juniper"
ENCODED = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "in a query": quote_plus,
    "in a path": quote,
    "in a path, every sign": lambda text: quote(text, safe=""),
    "in a path, twice": lambda text: quote(quote(text)),
    "in HTML": html.escape,
    "in HTML by numbers": lambda text: text.encode("ascii", "xmlcharrefreplace").decode(),
    "in JSON": json.dumps,
    "in JSON, letters kept": lambda text: json.dumps(text, ensure_ascii=False),
    "as Python shows it": repr,
    "as Python shows its bytes": lambda text: repr(text.encode()),
    "in hex": lambda text: text.encode().hex(),
    "in capital hex": lambda text: text.encode().hex().upper(),
    "in base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in base64 after one letter": lambda text: base64.b64encode(b"x" + text.encode()).decode(),
    "in base64 after two": lambda text: base64.b64encode(b"xy" + text.encode() + b"z").decode(),
    "in base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "in UTF-16": lambda text: text.encode("utf-16le").decode("latin-1"),
    "in UTF-16, hex": lambda text: text.encode("utf-16be").hex(),
    "in UTF-16, base64": lambda text: base64.b64encode(text.encode("utf-16le")).decode(),
    "in UTF-16, as Python shows it": lambda text: repr(text.encode("utf-16le")),
    "without accents": lambda text: text.replace("í", "i").replace("Ñ", "N").replace("ú", "u"),
}


@pytest.fixture(autouse=True)
def _forgotten():
    yield
    forget()


@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED.keys())
@pytest.mark.parametrize("value", [NAME, "Canary", STORY])
def test_an_opened_value_is_hidden_in_every_encoding(encode, value):
    said = f"before {encode(value)} after"
    watch(value)

    line = scrub(said)

    assert "[hidden]" in line
    assert encode(value) not in line
    assert "canary" not in line.lower()
    assert line.startswith("before ")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (NAME, "no O'Canary-Ñandú here"),
        ("12 Elm Street, Juniper", "she lives in Juniper"),
        (STORY, "the words 'took her papers near' were cut out"),
        ("Li", "told Li so"),
        ("a b c d e f Canary h i j", "d e f Canary was there"),
    ],
)
def test_a_part_of_a_name_or_a_story_is_hidden_too(value, said):
    watch(value)

    assert "[hidden]" in scrub(said)
    assert "Canary" not in scrub(said)


def test_a_short_name_does_not_hide_other_words():
    watch("Li")

    assert scrub("a List of lines") == "a List of lines"


@given(st.text(min_size=4, max_size=60).filter(lambda text: len(text.strip()) >= 4))
def test_whatever_the_value_is_it_does_not_come_out(value):
    forget()
    watch(value)

    assert value not in scrub(f"<{value}>")
    assert value not in scrub(f"<{json.dumps(value)}>")


@pytest.mark.parametrize(
    "said",
    [
        "ana.lopez+x@example.org",
        "ana%40example.org",
        "203.0.113.77",
        "2001:db8:1:2:3:4:5:6",
        "(860) 555-0143",
        "+1 860 555 0143",
        "860.555.0143",
        "555-0143",
        "+44 20 7946 0958",
        "123-45-6789",
        "123456789",
        "/find/?name=Canary&town=x",
        "/find/?q",
    ],
)
def test_contacts_numbers_and_queries_are_hidden_without_being_known(said):
    line = scrub(f"at {said} now")

    assert line.startswith("at ")
    assert line.endswith(" now")
    assert "[" in line
    for part in ("Canary", "ana", "0143", "113", "6789", "db8", "0958", "?q"):
        assert part not in line


@pytest.mark.parametrize(
    "sign", ["\n", "\r", "\r\n", "\x1b[31m", "\x00", "\x85", "\u2028", "\u202e"]
)
def test_no_sign_makes_a_second_line_or_turns_the_text(sign):
    line = scrub(f"a{sign}ERROR root all is well")

    assert len(line.splitlines()) == 1
    assert line.isprintable()


@pytest.mark.parametrize(
    "said", ["views.py:120 figure 500", "took 0.123 s", "release 7Q2KX0M9D4TB"]
)
def test_what_an_operator_needs_stays(said):
    assert scrub(said) == said
