"""The model that reads: which one, where from, and its card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import records
from onrecord.cli.printing import print_text

if TYPE_CHECKING:
    from onrecord.model.readings import ModelAccount
    from onrecord.settings import Settings

ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="DIR|NAME",
        help="The model that reads: a folder, shipped, lists (none), or package.module:name.",
        show_default=False,
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Upkeep")(model)


def with_model(settings: Settings, model: str | None) -> Settings:
    """The settings with the model that the command line names."""
    return settings if model is None else replace(settings, model=model)


def model(
    model: ModelOption = None,
    card: Annotated[bool, typer.Option("--card/--no-card", help="Print the model's card too.")] = True,
) -> None:
    """Show the model that reads: its digest, where it comes from, what it learned from, and its card."""
    from onrecord.pipeline import model_account

    print_text(_told(model_account(with_model(records.settings(), model)), with_card=card))


def _told(account: ModelAccount, *, with_card: bool) -> Iterator[str]:
    yield f"reads    {account.name}"
    yield f"digest   {account.digest}"
    if account.folder is not None:
        size = sum(file.stat().st_size for file in account.folder.iterdir() if file.is_file())
        yield f"folder   {account.folder} ({size / 1e6:.0f} MB)"
    made = dict(account.made or {})
    data = made.pop("data", {})
    if data:
        yield f"learned  {', '.join(f'{name} {digest}' for name, digest in sorted(data.items()))}"
    for name, value in made.items():
        yield f"made     {name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
    if with_card and account.card:
        yield ""
        yield from account.card.rstrip().splitlines()
    elif account.folder is not None and not account.card:
        yield "card     none: nobody says what it learned from and what it gets wrong"
