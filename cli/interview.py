"""The key interview: pass or not? Each word repairs a draft's key before it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.review import review_commands
from cli.session import Json, print_json, running

if TYPE_CHECKING:
    from rich.console import Console

    from service.wiring import App


def register(app: typer.Typer) -> None:
    """The command is one of `review`, which `cli.review` registers."""


@review_commands.command("interview")
def interview(
    context: typer.Context,
    draft_id: Annotated[str, typer.Argument(metavar="ID", help="A draft's id.")],
    passes: Annotated[
        list[str] | None, typer.Option("--passes", metavar="PROBE", help="This answer passes.")
    ] = None,
    fails: Annotated[
        list[str] | None, typer.Option("--fails", metavar="PROBE", help="This one does not.")
    ] = None,
    json: Json = False,
) -> None:
    """Say of two or three answers made by rule whether they pass; the draft's key learns it."""
    from service.trust import interview as verbs
    from service.trust.report_shapes import ProbeShape

    with running(context) as app:
        for said_of, good in ((passes or (), True), (fails or (), False)):
            for probe_id in said_of:
                verbs.answered(app, draft_id, probe_id, passes=good)
        said = [*(passes or ()), *(fails or ())]
        if json:
            print_json([ProbeShape.of(one) for one in verbs.interview(app, draft_id, said=said)])
        elif not said:
            from cli.render import console

            _asked(app, draft_id, console())


def _asked(app: App, draft_id: str, out: Console) -> None:
    from cli.render import words
    from service.trust import interview as verbs

    said: list[str] = []
    while probes := verbs.interview(app, draft_id, said=said):
        probe = probes[0]
        out.print(words(f"> {probe.known.text}"))
        try:
            key = typer.prompt("Would it pass? [y]es  [n]o  [s]kip  [q]uit", default="s")
        except typer.Abort:
            return
        said.append(probe.id)
        if (first := str(key).strip().lower()[:1]) == "q":
            return
        if first in ("y", "n"):
            verbs.answered(app, draft_id, probe.id, passes=first == "y")
    out.print("No more questions about this key." if said else "There is nothing to ask here.")
