"""Claims, rulings and regrades from the command line, as documents and as words."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from cli.render_judging import regrade
from service.disputes.ruling_shapes import RegradeShape
from service.trust.report_shapes import GraderShape
from tests.acceptance.conftest import Run, replaced, running

DECK = "Biology"
QUESTION = "What is a cell?"
OTHER_WORDS = "The tiniest brick that all living creatures are built of."


@pytest.fixture(scope="module")
def claimed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with Ann's and Ben's claims that say the same, and the id of one."""
    data = tmp_path_factory.mktemp("claimed") / "data"
    run = running(data)
    run("card", "add", DECK, "--question", QUESTION, "--answer", "The smallest unit of life.")
    for name in ("Ann", "Ben"):
        typed = f"The powerhouse.\nr\n{name} meant it\nq\n"
        assert run("study", DECK, "--as", name, typed=typed).code == 0
    (cluster,) = run("claims", "--json").json
    assert (cluster["size"], cluster["deck"], cluster["question"]) == (2, DECK, QUESTION)
    assert {each["sentence"] for each in cluster["claims"]} == {"Ann meant it", "Ben meant it"}
    found: str = cluster["claims"][0]["id"]
    return data, found


@pytest.fixture
def claim(run: Run, tmp_path: Path, claimed: tuple[Path, str]) -> str:
    """The claim, in a copy of that folder which `run` is on."""
    replaced(tmp_path / "data", claimed[0])
    return claimed[1]


def test_a_ruling_is_shown_then_done_once_and_told(run: Run, claim: str) -> None:
    arguments = ("rule", "variant", claim, "--words", OTHER_WORDS, "--reason", "So it is.")
    shown = run(*arguments, "--json").json
    assert (shown["done"], shown["settled"], len(shown["changes"])) == (False, 2, 2)
    assert {each["verdict_after"] for each in shown["changes"]} == {"correct"}
    assert len(run("claims", "--json").json) == 1
    done = run(*arguments, "--apply", "--json").json
    assert (done["done"], done["told"]) == (True, 2)
    assert run("claims", "--json").json == []
    assert "Done already" in run(*arguments, "--apply").out
    (card,) = run("cards", DECK, "--json").json
    assert f"or: {OTHER_WORDS}" in run("cards", DECK, "--card", card["id"]).out
    assert run("cards", DECK, "--card", "crd_x").code == 4
    assert (card["version"], card["key_points"][0]["variants"]) == (2, [OTHER_WORDS])
    told = run("study", DECK, "--as", "Ann", typed="q\n")
    assert "was upheld. So it is." in told.out
    assert "upheld" not in run("study", DECK, "--as", "Ann", typed="q\n").out
    (settled,) = run("claims", "--all", "--json").json
    assert [each["state"] for each in settled["claims"]] == ["upheld", "upheld"]
    assert run("doctor", "--json").json["ok"]


def test_taking_a_ruling_back_is_shown_without_a_reason_and_done_with_one(
    run: Run, claim: str
) -> None:
    run("rule", "no", claim, "--reason", "No.", "--apply")
    shown = run("rule", "undo", claim)
    assert (shown.code, "Nothing was written yet" in shown.out) == (0, True)
    assert "(no reason yet)" in shown.out
    refused = run("rule", "undo", claim, "--apply")
    assert (refused.code, "--reason" in refused.err) == (2, True)
    assert run("claims", "--json").json == []
    assert run("rule", "undo", claim, "--reason", "I erred.", "--apply").code == 0
    assert len(run("claims", "--json").json) == 1


def test_a_student_sees_why_a_claim_was_declined(run: Run, claim: str) -> None:
    ran = run("rule", "no", claim, "--reason", "Nothing was said.", "--apply")
    assert ran.code == 0
    assert "2 claims settled, 2 students told." in ran.out
    assert "declined. Nothing was said." in run("study", DECK, "--as", "Ben", typed="q\n").out
    (own,) = run("claims", "--as", "Ben", "--json").json
    assert (own["learner"], own["state"], own["reason"]) == ("Ben", "declined", "Nothing was said.")
    told = run("claims", "--as", "Ben").out
    assert "declined  The powerhouse." in told
    assert "The grade now: " in told
    assert "You said: Ben meant it" in told
    assert "Nothing was claimed." in run("claims", "--as", "Eva").out


def test_the_words_of_claims_and_rulings_are_for_people(run: Run, claim: str) -> None:
    shown = run("claims").out
    assert "Ann: Ann meant it" in shown
    assert "The answer: The smallest unit of life." in shown
    assert re.search(r"The grade now: \w+, score 0\.", shown)
    assert "--apply to do it" in run("rule", "no", claim, "--reason", "No.").out
    assert "No verdict and no date changes." in run("regrade", DECK).out
    assert claim in run("claims", "--deck", DECK).out
    assert claim in run("claims", DECK).out
    assert run("claims", "Nowhere").code == 4
    assert run("claims", DECK, "--deck", DECK).code == 2
    run("rule", "no", claim, "--reason", "No.", "--apply")
    assert "No claim waits." in run("claims").out
    assert "declined. No." in run("claims", "--all").out


@pytest.mark.parametrize("kind", ["no", "fault"])
def test_a_ruling_that_needs_a_reason_names_the_option_for_it(
    run: Run, claim: str, kind: str
) -> None:
    for words in ((), ("--apply",), ("--reason", "  ")):
        refused = run("rule", kind, claim, *words)
        assert (refused.code, "--reason" in refused.err) == (2, True)


def test_wrong_rulings_are_refused_in_a_sentence(run: Run, claim: str) -> None:
    assert run("rule", "maybe", claim).code == 2
    assert run("rule", "variant", "clm_x", "--json").code == 4
    assert run("rule", "variant", claim, "--words", "x", "--point", "3").code == 2
    assert run("claims", "--deck", "Nowhere").code == 4


def test_a_regrade_by_the_same_grader_and_key_has_nothing_to_do(run: Run, claim: str) -> None:
    done = run("regrade", DECK, "--apply", "--json").json
    assert (done["answers"], done["current"], done["changed"], done["left"]) == (2, 2, 0, 0)
    assert run("regrade", "Nowhere").code == 4
    assert run("regrade", DECK, "--since", "2999-01-01", "--json").json["answers"] == 0


def test_a_new_grade_of_the_same_verdict_is_said_to_change_nothing() -> None:
    grader = GraderShape(name="built in", version="9", model=None)
    shape = RegradeShape(
        deck=DECK, grader=grader, answers=2, current=1, protected=0, stands=0, gone=0,
        changed=1, moved=0, left=0, flips=(), changes=(), applied=False,
    )  # fmt: skip
    out = Console(width=120, record=True, file=io.StringIO())
    regrade(out, shape)
    told = out.export_text()
    assert "Every verdict and every date stays as it was." in told
    assert "1 answer graded anew, 0 dates moved" in told


def test_labels_are_given_blind_and_the_report_card_counts_them(run: Run, claim: str) -> None:
    assert "No labels yet" in run("report-card", DECK).out
    (asked,) = run("report-card", "label", DECK, "--json").json
    assert "verdict" not in asked
    assert "score" not in asked
    ran = run("report-card", "label", DECK, typed="x\nw\nq\n")
    assert ran.code == 0
    assert "One of r, p, w, s and q" in ran.out
    shape = run("report-card", DECK, "--json").json
    assert (shape["labels"], shape["agreement"]["same"]["hits"]) == (1, 1)
    assert shape["claims"] == {"open": 2, "upheld": 0, "declined": 0}
    assert {each["made"]: each["share"]["hits"] for each in shape["canaries"]}["blank"] == 1
    assert run("report-card", "label", DECK, asked["answer"], "right").code == 0
    assert run("report-card", "label", DECK, asked["answer"], "good").code == 2
    assert "Beside blind labels" in run("report-card", "show", DECK).out


def test_a_point_is_shown_then_kept(run: Run, claim: str) -> None:
    shown = run("report-card", "point", DECK, "strict", "--json").json
    assert (shown["kept"], shown["before"], shown["after"]["cut"]) == (False, None, 0.65)
    assert run("report-card", DECK, "--json").json["standard"] is None
    assert "Kept." in run("report-card", "point", DECK, "strict", "--apply").out
    assert run("report-card", DECK, "--json").json["standard"]["cut"] == 0.65
    assert "Then: Correct from 0.65" in run("report-card", "learn", DECK).out
    assert run("report-card", "point", DECK, "harsh").code == 2


def test_the_key_interview_asks_and_the_key_learns(run: Run, notes: Path) -> None:
    run("ingest", notes, "--deck", "Cells")
    draft_id = run("drafts", "--json").json[0]["id"]
    probes = run("review", "interview", draft_id, "--json").json
    assert 1 <= len(probes) <= 3
    wrong = next((each for each in probes if each["made"] == "negated"), probes[0])
    rest = run("review", "interview", draft_id, "--fails", wrong["id"], "--json").json
    assert wrong["id"] not in {each["id"] for each in rest}
    (draft,) = [each for each in run("drafts", "--json").json if each["id"] == draft_id]
    learned = [idea for point in draft["key_points"] for idea in point["wrong_ideas"]]
    assert (learned == [wrong["text"]]) is (wrong["made"] in ("negated", "roles exchanged"))
    (draft,) = [each for each in run("drafts", "--json").json if each["id"] == draft_id]
    ran = run("review", "interview", draft_id, typed="n\ny\nq\n")
    assert ran.code == 0
    assert draft["question"] in ran.out
    assert f"The answer: {draft['core_answer']}" in ran.out
    assert "**" not in ran.out
    assert "The key stays as it is" in ran.out
    told = run("review", "interview", draft_id, "--not-enough", "nothing")
    assert (told.code, "--json lists them" in told.err) == (4, True)
    assert run("review", "interview", "drf_x", "--json").code == 4
    assert run("review", "accept", draft_id).code == 0


def test_a_ruling_is_taken_back_with_a_reason(run: Run, claim: str) -> None:
    before = run("cards", DECK, "--json").json[0]["key_points"]
    run("rule", "variant", claim, "--words", OTHER_WORDS, "--apply")
    assert run("rule", "undo", claim, "--apply").code == 2
    assert run("rule", "undo", claim, "clm_x", "--reason", "x").code == 2
    undo = ("rule", "undo", claim, "--reason", "Too far.")
    shown = run(*undo, "--json").json
    assert (shown["done"], shown["waits"], len(shown["changes"])) == (False, 2, 2)
    assert "--apply to do it" in run(*undo).out
    assert "2 claims open again, 2 students told." in run(*undo, "--apply").out
    assert run(*undo, "--apply").code == 4
    assert run("rule", "undo", shown["ruling"], "--reason", "x", "--json").json["done"]
    assert run("cards", DECK, "--json").json[0]["key_points"] == before
    assert len(run("claims", "--json").json) == 1
    assert "taken back" in run("study", DECK, "--as", "Ann", typed="q\n").out
    assert run("doctor", "--json").json["ok"]
