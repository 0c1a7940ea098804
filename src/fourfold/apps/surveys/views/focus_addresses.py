"""Addresses of focus groups, below their survey's."""

from django.urls import path

from fourfold.apps.surveys.views import focus, focus_codes, focus_quotes, focus_texts

HERE = "surveys/<str:study>/focus/"
addresses = [
    path(f"{HERE}{address}", view, name=name)
    for address, view, name in (
        ("", focus.groups, "focus_groups"),
        ("new/", focus.new, "focus_new"),
        ("book/", focus_codes.book, "focus_book"),
        ("codes/", focus_codes.counts, "focus_counts"),
        ("codes.csv", focus_codes.counts_file, "focus_counts_file"),
        ("codes/<str:focus_code>/", focus_codes.code, "focus_code"),
        ("<str:focus>/", focus.focus, "focus"),
        ("<str:focus>/plan/", focus.change, "focus_change"),
        ("<str:focus>/guide/", focus.guide, "focus_guide"),
        ("<str:focus>/bring/", focus_texts.bring, "focus_bring"),
        ("<str:focus>/transcript/", focus_texts.transcript, "focus_transcript"),
        ("<str:focus>/transcript/correct/", focus_texts.correct, "focus_correct"),
        ("<str:focus>/transcript.txt", focus_texts.taken, "focus_taken"),
        ("<str:focus>/memos/", focus_texts.memos, "focus_memos"),
        ("<str:focus>/coding/", focus_codes.coding, "focus_coding"),
        ("<str:focus>/differences/", focus_codes.differences, "focus_differences"),
        ("<str:focus>/quotes/", focus_quotes.quotes, "focus_quotes"),
    )
]
