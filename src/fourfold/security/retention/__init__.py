"""
How long records are kept, and how they go: schedule, legal holds, preview, run, tombstones.

Nothing of a person goes without a list that one person kept and another agreed to. After the
restore of an older backup, `reapply` erases again what had gone.
"""

from fourfold.security.retention.errors import RetentionError as RetentionError
from fourfold.security.retention.holds import WHY_HELD as WHY_HELD
from fourfold.security.retention.holds import ask_to_lift as ask_to_lift
from fourfold.security.retention.holds import holds as holds
from fourfold.security.retention.holds import lift_hold as lift_hold
from fourfold.security.retention.holds import place_hold as place_hold
from fourfold.security.retention.previews import Preview as Preview
from fourfold.security.retention.previews import agree_to_preview as agree_to_preview
from fourfold.security.retention.previews import due as due
from fourfold.security.retention.previews import keep_preview as keep_preview
from fourfold.security.retention.previews import kept_lines as kept_lines
from fourfold.security.retention.previews import kept_previews as kept_previews
from fourfold.security.retention.previews import preview as preview
from fourfold.security.retention.reapplying import Reapplied as Reapplied
from fourfold.security.retention.reapplying import reapply as reapply
from fourfold.security.retention.running import Done as Done
from fourfold.security.retention.running import check_restored as check_restored
from fourfold.security.retention.running import run as run
from fourfold.security.retention.scrub import scrub as scrub
from fourfold.security.retention.sweeping import sweep as sweep
