"""Every setting a deployment can make; docs/reference/settings.md is printed from this list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One environment variable. `default` is what holds when it is not set."""

    name: str
    meaning: str
    default: str
    required_in: str = ""


SETTINGS: tuple[Option, ...] = (
    Option(
        "FOURFOLD_MODE",
        "demo: on this machine, marked on every page. test: for the test suite. "
        "production: refuses to start without its own key, hosts and database.",
        "demo",
    ),
    Option("FOURFOLD_JURISDICTION", "The jurisdiction pack in use, by its code.", "ct"),
    Option(
        "FOURFOLD_JURISDICTIONS",
        "The folder that holds the packs.",
        "jurisdictions/ of this checkout",
    ),
    Option(
        "FOURFOLD_VAR",
        "The folder for what Fourfold writes: the embedded database, fetched assets.",
        "var/ of this checkout",
    ),
    Option(
        "FOURFOLD_TOMBSTONES",
        "The file that says what was erased, for after a restore. Keep a copy of it on another "
        "machine, apart from the backups.",
        "tombstones.jsonl in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_SPOOL",
        "The folder where reports wait, sealed, while the database cannot take them; best on "
        "another disk than the database (docs/runbooks/reports.md).",
        "waiting/ in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_UPLOADS",
        "The folder where agencies' files lie, sealed, until they are checked and kept; one that "
        "all web servers reach. It belongs in no backup.",
        "uploads/ in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_TRAINER_STUCK_DAYS",
        "After how many days without a step somebody in Training of Trainers is shown as stuck.",
        "180",
    ),
    Option("FOURFOLD_UPLOAD_MB", "The largest file that an agency may bring, in MB.", "100"),
    Option(
        "FOURFOLD_STORE",
        "Where kept batches lie as Parquet files: a folder, or any address that fsspec knows, such "
        "as s3://bucket/folder (docs/runbooks/store.md).",
        "store/ in FOURFOLD_VAR",
    ),
    Option("FOURFOLD_ASSETS", "The folder of fetched styles and fonts.", "assets/ in FOURFOLD_VAR"),
    Option(
        "DATABASE_URL",
        "The database, as an address: sqlite:////path/file or postgresql://user@host/name. "
        "?sslmode=verify-full asks for TLS; ?host=/run/postgresql names a socket's folder; "
        "?connect_timeout=10 waits longer than 3 seconds for a server that does not answer.",
        "SQLite in FOURFOLD_VAR",
        required_in="production",
    ),
    Option(
        "FOURFOLD_TOKEN",
        "For `fourfold submit` on an agency's machine: the token that its administrator made here. "
        "The site itself reads none.",
        "none",
    ),
    Option(
        "FOURFOLD_SECRET_KEY",
        "At least 50 random characters that sign what the server hands out.",
        "a fixed one for demo and test",
        required_in="production",
    ),
    Option(
        "FOURFOLD_HOSTS",
        "Names the site answers to, with commas between them.",
        "localhost,127.0.0.1,[::1]",
        required_in="production",
    ),
    Option(
        "FOURFOLD_ANCHORS",
        "The file that shows if the end of the audit log was cut. On a local disk, one a machine; "
        "copy it off the machine (docs/runbooks/audit.md).",
        "anchors.txt in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_KEYS",
        "The key file. Keep a copy elsewhere, never beside the backups: without it nothing sealed "
        "can be read again.",
        "keys.json in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_KEY_STORE",
        "Where each person's wrapped key is kept: a file, or postgresql://user@host/name of a "
        "database of its own. Copies keep the newest only: an older one would bring shredded keys "
        "back.",
        "person-keys.sqlite3 in FOURFOLD_VAR",
    ),
    Option(
        "FOURFOLD_KEYS_JSON",
        "The content of the key file, for machines that hand out secrets in the environment; then "
        "FOURFOLD_KEYS is not read.",
        "not used",
    ),
    Option(
        "FOURFOLD_HSTS_SUBDOMAINS",
        "Whether browsers hold the names under this one to HTTPS too, for a year: yes or no. Say "
        "no if one of them, such as old.figures.example.gov, is not on HTTPS.",
        "yes in production",
    ),
    Option(
        "FOURFOLD_PROXIES",
        "How many web servers of yours stand in front, one after the other. Limits count the "
        "address that the first of them saw, from X-Forwarded-For.",
        "1 in production, else 0",
    ),
    Option(
        "FOURFOLD_EMBED_SITES",
        "Sites that may show a published figure, or the box to find help, in a frame, with commas "
        "between them: https://partner.example.org. No other page of the site can be framed.",
        "none",
    ),
    Option(
        "FOURFOLD_MAP_TILES",
        "A tile server of your own under the map of services: "
        "https://tiles.example.gov/{z}/{x}/{y}.png. Whoever runs it learns which devices open the "
        "page where people look for help; do not name a stranger's.",
        "none; the map needs no pictures",
    ),
    Option(
        "FOURFOLD_MAP_TILES_BY",
        "Whose map that is, as the words below it name them.",
        "nobody is named",
    ),
    Option(
        "FOURFOLD_BREACHED_PASSWORDS",
        "A file of SHA-1 digests of leaked passwords in order, as Have I Been Pwned publishes it; "
        "new passwords are compared with it, beside the lists that come with Fourfold.",
        "only the lists that come with Fourfold",
    ),
    Option(
        "FOURFOLD_MAIL",
        "The mail server for notices that something waits: smtp+tls://name:password@host:587. A "
        "demonstration never mails.",
        "smtp://localhost",
    ),
    Option("FOURFOLD_MAIL_FROM", "The address those notices come from.", "fourfold@localhost"),
    Option(
        "FOURFOLD_OIDC_SERVER",
        "The address of the state's sign-in service (OpenID Connect). People who have an account "
        "here may sign in there; it opens no accounts and gives no roles.",
        "no single sign-on",
    ),
    Option("FOURFOLD_OIDC_CLIENT", "The name this site has at that service.", "none"),
    Option("FOURFOLD_OIDC_SECRET", "What this site shows that service.", "none"),
    Option("FOURFOLD_OIDC_NAME", "What the button on the sign-in page calls it.", "plain words"),
    Option(
        "FOURFOLD_OIDC_SECOND_FACTOR",
        "Values of the claim amr that count as a second factor, with commas between, such as "
        "mfa,hwk. Whoever comes without one shows a second factor here.",
        "none: a second factor is always shown here",
    ),
)
