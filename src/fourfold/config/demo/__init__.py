"""
The demonstration: made-up people, what waits for them, and a sign-in by one button.

Only where FOURFOLD_MODE is demo. In production its addresses do not exist and it fills nothing.
"""
