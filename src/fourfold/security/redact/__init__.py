"""
What a log line may hold: codes and places in the code, never what a person typed or we sealed.

`watch` is called wherever a sealed value is opened; `Line` is the formatter of every log handler
and blacks the value out in whatever encoding it comes back; `known.Forget` forgets it when the
request ends.
"""

from fourfold.security.redact.known import forget as forget
from fourfold.security.redact.known import watch as watch
from fourfold.security.redact.lines import Line as Line
from fourfold.security.redact.lines import scrub as scrub
