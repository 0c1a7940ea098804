"""
`fourfold`: analysis and documents on a laptop, and a door to the site's own commands.

Exit codes: 0 done, 1 found problems, 2 wrong use, 3 another machine did not answer.
"""

from __future__ import annotations

from typing import Annotated

import typer

import fourfold
from fourfold.cli import (
    accounts,
    audit,
    cases,
    check,
    clocks,
    community,
    contracts,
    db,
    demand,
    directory,
    duplicates,
    estimate,
    evaluate,
    figures,
    forms,
    keys,
    law,
    mail,
    pack,
    reminders,
    report,
    reports,
    retention,
    serve,
    store,
    submit,
    work,
)
from fourfold.cli.out import console

app = typer.Typer(
    name="fourfold",
    help="The software a U.S. state runs to answer human trafficking. "
    "Packs, figures and reports work on a laptop without a server.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(accounts.app, name="accounts")
app.add_typer(pack.app, name="pack")
app.add_typer(contracts.app, name="contracts")
app.add_typer(report.app, name="report")
app.add_typer(figures.app, name="figures")
app.add_typer(forms.app, name="forms")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(community.app, name="community")
app.add_typer(law.app, name="law")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
app.add_typer(reports.app, name="reports")
app.add_typer(cases.app, name="cases")
app.add_typer(clocks.app, name="clocks")
app.add_typer(mail.app, name="mail")
app.add_typer(reminders.app, name="reminders")
app.add_typer(duplicates.app, name="duplicates")
app.add_typer(retention.app, name="retention")
app.add_typer(store.app, name="store")
app.add_typer(directory.app, name="directory")
app.command(name="check")(check.check)
app.command(name="demand")(demand.demand)
app.command(name="estimate")(estimate.estimate)
app.command(name="serve")(serve.serve)
app.command(name="submit")(submit.submit)
app.command(name="work")(work.work)
app.command(
    name="db",
    epilog="\b\n" + db.LIST,
    options_metavar="COMMAND",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(db.db)


def _version(asked: bool) -> None:
    if asked:
        console.print(f"fourfold {fourfold.__version__}", markup=False)
        raise typer.Exit


@app.callback()
def _whole(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Hold what belongs to no single command; the help text is the application's own."""


def main() -> None:
    """Run the command line."""
    app()
