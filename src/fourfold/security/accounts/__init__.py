"""
Accounts: who signs in, with which proof, and for how long.

Passwords and second factors, sessions and step-up, throttling, recovery with a second person,
single sign-on. What a signed-in person may do is decided elsewhere (`security.access`).
"""
