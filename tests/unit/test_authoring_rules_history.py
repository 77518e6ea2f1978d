"""Rules for what histories tell: deeds, dates, laws and people; and who "he" and "the law" are."""

from __future__ import annotations

import pytest

from tests.authoring_samples import asked

LEAD = (
    "The country was at peace, and the people had what they had wanted for many years. "
    "Reed was an engineer. Reed had worked in many towns. Reed was known to all of them. Most of "
    "them were fond of Reed, and in the towns and in Congress Reed was at home.\n\n"
)

CARDS = {
    "a date": (
        "In 1930, Congress passed the Harbor Relief Act.",
        "When did Congress pass the Harbor Relief Act?",
        "In 1930.",
    ),
    "a date at the end": (
        "The Harbor Relief Act was signed on June 4, 1930.",
        "When was the Harbor Relief Act signed?",
        "On June 4, 1930.",
    ),
    "what a body was founded to do": (
        "Reed created the Federal Harbor Board to lend money to fishing towns.",
        "What was the Federal Harbor Board created to do?",
        "Lend money to fishing towns.",
    ),
    "what somebody brought another to do": (
        "Reed urged the harbor towns to lower their taxes to save the fishing fleet.",
        "What did Reed urge the harbor towns to do to save the fishing fleet?",
        "Lower their taxes.",
    ),
    "a law that goes on as 'the law'": (
        "Reed signed the Harbor Tariff. The law, which raised the price of nets, was intended to "
        "protect the makers of nets.",
        "What was the Harbor Tariff intended to do?",
        "Protect the makers of nets.",
    ),
    "an act that goes on as 'this act'": (
        "Reed signed the Harbor Relief Act. This act authorized the towns to build new piers.",
        "What did the Harbor Relief Act authorize the towns to do?",
        "Build new piers.",
    ),
    "he in a frame": (
        "Reed was born poor. In 1900, he raised 40 million dollars for sailors from Norway.",
        "What did Reed raise in 1900?",
        "40 million dollars for sailors from Norway.",
    ),
    "a person in passing": (
        "The song was written for the stage by Jay Corney, a composer who loved old airs.",
        "Who was Jay Corney?",
        "A composer who loved old airs.",
    ),
    "a doctrine told by its relative clause": (
        "Reed stood by the Harbor Doctrine, in which the country promised help to its neighbors.",
        "What was the Harbor Doctrine?",
        "A doctrine in which the country promised help to its neighbors.",
    ),
    "a name that came to be used": (
        "The farmers who left the dry plains became known as Okies.",
        "What did the farmers who left the dry plains become known as?",
        "Okies.",
    ),
    "a date of a full day, whatever was done": (
        "On April 12, 1861, Reed burned the Harbor Bridge.",
        "When did Reed burn the Harbor Bridge?",
        "On April 12, 1861.",
    ),
    "a date in passing": (
        "The Harbor Proclamation, issued on January 1, 1863, freed all the sailors of the north.",
        "When was the Harbor Proclamation issued?",
        "On January 1, 1863.",
    ),
    "a name again for what is named before": (
        "Reed proposed the Harbor Compromise. Congress rejected the compromise because the towns "
        "refused to pay for the piers.",
        "Why did Congress reject the Harbor Compromise?",
        "Because the towns refused to pay for the piers.",
    ),
    "what a thing of the past was": (
        "The border towns were small towns that did not leave the league.",
        "What were border towns?",
        "Small towns that did not leave the league.",
    ),
    "a place in passing": (
        "The sailors fired on Fort Harbor, a federal fort on the coast of the north.",
        "What was Fort Harbor?",
        "A federal fort on the coast of the north.",
    ),
    "an occasion with a name": (
        "All prices fell in 1907. On Black Friday, June 3, the traders of the town lost half of "
        "their money in one day.",
        "What happened on Black Friday, June 3, 1907?",
        "The traders of the town lost half of their money in one day.",
    ),
    "what came of it": (
        "The league printed paper money, causing severe inflation.",
        "What resulted when the league printed paper money?",
        "Severe inflation.",
    ),
    "an amount of money is no formula": (
        "The towns lost over $14 million in 1931. In 1932, Congress passed the Harbor Loan Act.",
        "When did Congress pass the Harbor Loan Act?",
        "In 1932.",
    ),
}


@pytest.mark.parametrize(("text", "question", "answer"), CARDS.values(), ids=CARDS)
def test_a_history_gives_this_card(text: str, question: str, answer: str) -> None:
    found = asked(LEAD + text)
    assert question in found, found
    assert found[question] == answer


SILENT = {
    "one of many causes of what befell people without a name": (
        "Many farmers lost farms due to the debts of war."
    ),
    "an occasion whose year is nowhere told": (
        "On Black Friday, June 3, the traders of the town lost half of their money in one day."
    ),
    "one of many things that a person asked for": (
        "Reed urged the harbor towns to lower their taxes on boats."
    ),
    "one of many things that a person did in a year": (
        "In 1900, Reed coordinated relief for sailors from Norway."
    ),
    "the bare year of a small event": "In 1931, Congress proposed the Harbor Loan Bill.",
    "what happened when something else did": (
        "When prices began to fluctuate in summer, investors sought excuses for themselves."
    ),
    "why somebody without a name did it": (
        "A family with little food would stay in bed to save fuel and avoid the cold."
    ),
    "one of several ways": (
        "Reed further strengthened ties to the north by withdrawing all ships from Norway."
    ),
    "the date of another deed": (
        "Congress fought the Harbor Bill for long, and it was defeated in February 1932."
    ),
    "he could be either of two": (
        "The capital welcomed Reed and John Barton. In 1900, he coordinated relief for the sailors."
    ),
    "the law could be either of two": (
        "Reed signed the Harbor Tariff and the Grain Act. The law raised the price of nets."
    ),
    "a group that only the text around it names": (
        "The group camped in empty houses near the harbor to protest the law."
    ),
    "a price on each side is no formula": "He gave $5 to one town and $7 to the other town.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_gives_no_card(text: str) -> None:
    plain = asked(LEAD)
    assert set(asked(LEAD + text)) - set(plain) == set()


def test_he_goes_on_about_whom_the_talk_was_of_though_an_affair_is_named_between() -> None:
    text = (
        "Reed led the Relief Board of the state. In response "
        "to the Long Island Affair, which had shaken the state, he closed several mines. He "
        "ordered the Board of Mines to crack down on theft. Reed resigned in 1909.\n"
    )
    assert asked(LEAD + text)["What did Reed order the Board of Mines to do?"] == (
        "Crack down on theft."
    )


def test_what_a_term_means_is_told_behind_a_dash() -> None:
    text = "Towns had concern for “the worthy poor”—those who had lost their money without fault."
    assert asked(LEAD + text)["Who were “the worthy poor”?"] == (
        "People who had lost their money without fault."
    )


def test_what_is_granted_first_is_left_out_of_the_question() -> None:
    text = "While workers lost jobs in the crash, Reed lost the vote due to the debts of war."
    assert asked(LEAD + text)["Why did Reed lose the vote?"] == ("Due to the debts of war.")


@pytest.mark.parametrize(
    "text",
    [
        "As the summer of 1909 came to a close, Reed remained a popular governor of the state.",
        "A second misunderstanding may arise by reading the words of the law as a threat.",
        "The exit site releases dissociated parts so that they can be loaded with new parts.",
    ],
)
def test_what_says_too_little_or_may_be_read_in_two_ways_gives_no_card(text: str) -> None:
    assert asked(LEAD + text) == {}
