"""Verbs that lectures use, in the forms that a question has to turn round: "gives", "gave", "give".

A closed list: a word that is not in it is never taken for a verb.
"""

from __future__ import annotations

import re

_BASE = (
    "accept achieve act adapt add affect aim allow appear apply approximate arise ask assign "
    "assume attach attempt attract average avoid become begin believe bind block break bring build "
    "capture carry cause change choose collapse collect combine come compare compress compute "
    "connect "
    "consist contain continue control converge convert cost create decide decline decode decrease "
    "define demand depend describe destroy determine develop die differ diffuse digest direct "
    "disappear discriminate distinguish divide drive drop earn encode encourage end enforce "
    "enhance "
    "ensure enter establish estimate evolve exist expand expect experience explain exploit explore "
    "express extract face fail fall feel fight find flatten flow fold follow force form function "
    "gain "
    "generalise generalize generate get give go grow guarantee hate happen help hold house ignore "
    "improve include increase indicate inherit inhibit introduce keep kill know lack lead learn "
    "leave "
    "let lie limit live lose lower maintain make map matter maximise maximize mean measure "
    "memorise "
    "memorize minimise minimize model modify move need occur offer operate oppose optimise "
    "optimize "
    "output overfit pass pay penalise penalize perform permit play point possess predict prefer "
    "prevent produce promote protect protest provide pull push raise reach react read receive "
    "recognise recognize reconstruct record reduce refer reflect refuse regulate reject release "
    "rely "
    "remain remove repeat replace represent reproduce require resemble respond result return "
    "reveal "
    "reverse reward rise run sample save say scale seek seem select sell send separate serve share "
    "sharpen show shrink signal slow specify speed spend spread stabilise stabilize start state "
    "stay "
    "stop store strike struggle succeed suffer supply support surround survive synthesise "
    "synthesize "
    "take tend train transform translate transmit transport travel treat try turn understand "
    "update "
    "use vanish vary want work write yield"
).split()
_IRREGULAR = (
    "become:became begin:began break:broke bring:brought build:built choose:chose come:came "
    "cost:cost drive:drove fall:fell feel:felt fight:fought find:found get:got give:gave go:went "
    "grow:grew hold:held keep:kept know:knew lead:led leave:left let:let lie:lay lose:lost "
    "make:made "
    "mean:meant pay:paid read:read rise:rose run:ran say:said seek:sought sell:sold send:sent "
    "show:showed shrink:shrank spend:spent spread:spread strike:struck take:took "
    "understand:understood write:wrote bind:bound"
)
_PAST = {past: base for base, past in (pair.split(":") for pair in _IRREGULAR.split())}
_BASES = frozenset(_BASE)
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


def third(base: str) -> str:
    """ "give" to "gives", "carry" to "carries"."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"[^aeiou]y$", base) else f"{base}s"


_THIRD = {third(base): base for base in _BASE}


def base_of(word: str) -> tuple[str, str] | None:
    """The base form of a finite verb with the word a question needs before the subject:
    ("give", "does") of "gives", ("give", "do") of "give", ("give", "did") of "gave".
    """
    low = word.lower()
    if low in _THIRD:
        return _THIRD[low], "does"
    if low in _PAST:
        return _PAST[low], "did"
    if low in _BASES:
        return low, "do"
    if not low.endswith("ed"):
        return None
    stems = (low[:-1], low[:-2], _DOUBLED.sub(r"\1", low[:-2]), f"{low[:-3]}y")
    return next(((stem, "did") for stem in stems if stem in _BASES), None)
