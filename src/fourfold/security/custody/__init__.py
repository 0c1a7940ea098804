"""Keeping the keys: the look at start, rotating, shredding."""

from fourfold.security.custody.shredding import shred as shred
