"""`study`, `due` and `stats`: type an answer, see the verdict, one next date, one key to go on."""

from __future__ import annotations

import pytest

from tests.acceptance.conftest import DECK, Run

RIGHT = "The smallest unit of a living thing."


@pytest.fixture
def run(run: Run) -> Run:
    """A command with one card to study."""
    run("card", "add", DECK, "--question", "What is a cell?", "--answer", RIGHT)
    return run


def state_of(run: Run) -> str:
    (row,) = run("due", DECK, "--json").json or [{"state": "not due"}]
    return str(row["state"])


def test_a_new_card_is_due_and_has_no_date(run: Run) -> None:
    (row,) = run("due", DECK, "--json").json
    assert row["state"] == "new"
    assert row["due"] is None
    assert row["expected_recall"] is None


def test_an_answer_gives_a_verdict_and_one_next_date(run: Run) -> None:
    ran = run("study", DECK, typed=f"{RIGHT}\nq\n")
    assert ran.code == 0
    assert "correct" in ran.out
    assert ran.out.count("Next:") == 1
    assert "1 answered" in ran.out


def test_the_key_is_not_shown_before_the_answer(run: Run) -> None:
    """The input ends before anything is typed: the reference stays where it is."""
    ran = run("study", DECK)
    assert "What is a cell?" in ran.out
    assert "smallest unit" not in ran.out + ran.err


def test_a_lone_question_mark_gives_a_hint_and_the_question_stands(run: Run) -> None:
    ran = run("study", DECK, typed=f"?\n{RIGHT}\nq\n")
    assert "The answer has 1 point:" in ran.out
    assert "The s___ u___ of a l___ t___." in ran.out
    assert ran.out.count("What is a cell?") == 1
    assert "correct" in ran.out


def test_without_a_hint_the_second_question_mark_is_the_answer(run: Run) -> None:
    run("card", "add", "Shell", "--question", "Which sign matches one letter?", "--answer", "?")
    ran = run("study", "Shell", typed="?\n?\nq\n")
    assert "There is no hint for this card" in ran.out
    assert "correct" in ran.out


def test_a_lone_q_ends_the_sitting_and_nothing_is_graded(run: Run) -> None:
    ran = run("study", DECK, typed="q\n")
    assert (ran.code, "0 answered." in ran.out) == (0, True)
    assert "q: stop" in ran.out
    run("study", DECK, typed="\n\nq\n")
    shape = run("stats", DECK, "--json").json
    assert (shape["answers"], shape["reviews"]) == (1, 1)


def test_a_card_whose_answer_is_q_can_be_answered(run: Run) -> None:
    run("card", "add", "Letters", "--question", "Which letter follows p?", "--answer", "q")
    ran = run("study", "Letters", typed="\\q\nq\n")
    assert "correct" in ran.out
    (row,) = run("history", "Letters", "--json").json
    assert (row["text"], row["verdict"]) == ("q", "correct")
    assert "correct 1.00  q" in run("history", "Letters").out


def test_undo_asks_the_card_again_as_new(run: Run) -> None:
    ran = run("study", DECK, typed=f"{RIGHT}\nu\n")
    assert ran.out.count("What is a cell?") == 2
    assert state_of(run) == "new"


def test_i_guessed_takes_the_pass_back(run: Run) -> None:
    run("study", DECK, typed=f"{RIGHT}\ng\n")
    stats = run("stats", DECK, "--json").json
    assert stats["learning"] == 1
    assert stats["reviews"] == 1


def test_i_was_right_counts_at_once(run: Run) -> None:
    ran = run("study", DECK, typed="The powerhouse.\nr\nsame thing\n\n")
    assert ran.code == 0
    assert ran.out.count("Next:") == 2
    assert "Upheld at once" in ran.out
    assert run("stats", DECK, "--json").json["reviews"] == 1


def test_another_learners_claim_is_said_to_wait(run: Run) -> None:
    told = run("study", DECK, "--as", "Ada", typed="The powerhouse.\nr\n\n\n").out
    assert "until somebody has ruled" in told
    assert "Upheld" not in told


@pytest.mark.parametrize("typed", [RIGHT, "", "I do not know"])
def test_there_is_nothing_to_claim_after_a_correct_answer_or_none(run: Run, typed: str) -> None:
    ran = run("study", DECK, typed=f"{typed}\nr\nq\n")
    assert "I was right" not in ran.out
    assert "One of these keys" in ran.out
    assert run("claims", "--all", "--json").json == []


def test_the_four_ratings_are_an_option(run: Run) -> None:
    assert "[1-4] rate" not in run("study", DECK, typed=f"{RIGHT}\nu\n").out
    rated = run("study", DECK, "--ratings", typed=f"{RIGHT}\n4\nq\n")
    assert "[1-4] rate" in rated.out
    assert run("stats", DECK, "--json").json["review"] == 1


def test_an_ungradable_answer_asks_the_student_and_moves_by_their_word(run: Run) -> None:
    german = "Die kleinste Einheit eines Lebewesens, aus der alle Organismen aufgebaut sind."
    ran = run("study", DECK, typed=f"{german}\ny\nq\n")
    assert "Did you have it?" in ran.out
    assert "smallest unit" in ran.out
    assert run("stats", DECK, "--json").json["unscored"] == 1
    assert run("stats", DECK, "--json").json["learning"] == 1


def test_stats_count_in_the_right_number_and_mark_today_alone(run: Run) -> None:
    run("study", DECK, typed=f"{RIGHT}\nq\n")
    shown = run("stats", DECK).out
    assert "1 card: " in shown
    assert "1 review, 1 answer, " in shown
    today = min(run("stats", DECK, "--json").json["due_by_day"])
    assert [line[:10] for line in shown.splitlines() if line.endswith("  today")] == [today]


def test_after_a_failure_stats_tell_what_is_to_be_expected_tomorrow(run: Run) -> None:
    run("study", DECK, typed="\nq\n")
    shape = run("stats", DECK, "--json").json
    assert shape["mastery"] == 1.0, "FSRS expects of what was just seen that it is known"
    assert shape["mastery_tomorrow"] < 0.9
    shown = run("stats", DECK).out
    assert f"{shape['mastery_tomorrow']:.0%} tomorrow" in shown
    assert "Reviews due by day (a day begins at 04:00):" in shown


def test_the_sitting_tells_how_far_it_has_come(run: Run) -> None:
    ran = run("study", DECK, typed="\n\n\nq\n")
    assert "(1 to go)" in ran.out
    assert "(1 answered, 1 to go, 1 of them coming back)" in ran.out


def test_learners_have_calendars_of_their_own(run: Run) -> None:
    run("study", DECK, "--as", "Ada", typed=f"{RIGHT}\nq\n")
    assert run("stats", DECK, "--as", "Ada", "--json").json["reviews"] == 1
    assert run("stats", DECK, "--json").json["reviews"] == 0


def test_an_unknown_mode_is_refused_before_anything_is_asked(run: Run) -> None:
    assert run("study", DECK, "--mode", "magic").code == 2


def test_a_slip_of_the_finger_asks_again_and_a_claim_can_be_undone(run: Run) -> None:
    ran = run("study", DECK, typed="The powerhouse.\nx\nr\n\nu\n")
    assert run("claims", "--all", "--json").json == []
    assert "One of these keys" in ran.out
    assert ran.out.count("What is a cell?") == 2
    assert state_of(run) == "new"
