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
        list[str] | None,
        typer.Option("--passes", metavar="PROBE", help="This answer passes (its id, by --json)."),
    ] = None,
    fails: Annotated[
        list[str] | None,
        typer.Option("--fails", metavar="PROBE", help="This one is wrong: it says what is false."),
    ] = None,
    short: Annotated[
        list[str] | None,
        typer.Option("--not-enough", metavar="PROBE", help="Not wrong, and would not pass alone."),
    ] = None,
    json: Json = False,
) -> None:
    """Say of two or three answers made by rule whether they pass; the draft's key learns it.

    An answer that is true and says too little changes nothing: only what is wrong is kept as a
    wrong idea. `review undo ID` takes the last word back.
    """
    from service.trust import interview as verbs
    from service.trust.interview import Word
    from service.trust.report_shapes import ProbeShape

    words = ((passes, Word.PASSES), (fails, Word.WRONG), (short, Word.NOT_ENOUGH))
    said = [(probe_id, word) for ids, word in words for probe_id in ids or ()]
    with running(context) as app:
        for probe_id, word in said:
            lesson = verbs.answered(app, draft_id, probe_id, word)
            if not json:
                typer.echo(lesson.sentence)
        if json:
            probes = verbs.interview(app, draft_id, said=[each for each, _ in said])
            print_json([ProbeShape.of(one) for one in probes])
        elif not said:
            from cli.render import console

            _asked(app, draft_id, console())


ASKS = (
    "Would this alone pass? [y]es  [w]rong: it says something false  "
    "[n]ot enough, though not wrong  [s]kip  [q]uit"
)


def _asked(app: App, draft_id: str, out: Console) -> None:
    from cli.render import words
    from service.trust import interview as verbs
    from service.trust.interview import Word

    said: list[str] = []
    kinds = {"y": Word.PASSES, "w": Word.WRONG, "n": Word.NOT_ENOUGH}
    while probes := verbs.interview(app, draft_id, said=said):
        if not said:
            _key(app, draft_id, out)
        probe = probes[0]
        out.print(words(f"> {probe.known.text}"))
        try:
            key = typer.prompt(ASKS, default="s")
        except typer.Abort:
            return
        said.append(probe.id)
        if (first := str(key).strip().lower()[:1]) == "q":
            return
        if first in kinds:
            lesson = verbs.answered(app, draft_id, probe.id, kinds[first])
            out.print(words(lesson.sentence, "cyan"))
    if said:
        out.print(words(f"That is all. A word said by mistake: cardwright review undo {draft_id}"))
    else:
        out.print("There is nothing to ask about this key: the grader is sure of what was tried.")


def _key(app: App, draft_id: str, out: Console) -> None:
    """What the draft asks and takes for the answer, so that the words can be compared with it."""
    from cli.render import words

    with app.ledger.read() as unit:
        content = unit.drafts.get(draft_id).content
    out.print(words(content.question, "bold"))
    out.print(words(f"The answer: {content.core_answer}"))
    for point in content.key_points if len(content.key_points) > 1 else ():
        out.print(words(f"  • {point.text}", "dim"))
