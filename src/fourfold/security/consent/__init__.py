"""
Consent: who said yes to what, and what was told by it.

A consent is asked about at reading, never remembered. Nothing here can hold back a service: no
function takes one.
"""

from fourfold.security.consent.live import Answer as Answer
from fourfold.security.consent.live import ConsentEnded as ConsentEnded
from fourfold.security.consent.live import Question as Question
from fourfold.security.consent.live import Why as Why
from fourfold.security.consent.live import covering as covering
from fourfold.security.consent.live import covers as covers
from fourfold.security.consent.live import live_at as live_at
from fourfold.security.consent.live import live_for as live_for
from fourfold.security.consent.live import while_covered as while_covered
