"""Looking in the bank for scenes that show what a card states, and filling their roles from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from authoring.analogies.bank import Bank, Entry
from authoring.analogies.phrases import articled
from authoring.analogies.relations import relations
from authoring.analogies.rubric import Beside, judged
from authoring.analogies.stated import Stated, stated
from decks.analogies import AnalogyContent, AnalogyOrigin
from decks.cards import DraftContent

Nearness = Callable[[str, Sequence[str]], Sequence[float]]
"""How near each of the texts is to the first one in meaning, as cosines."""
_BRACES = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Offer:
    """An analogy for a card from a bank; with open roles where the card does not fill them all."""

    content: AnalogyContent
    origin: AnalogyOrigin
    relation: str


def offers(
    beside: Beside,
    bank: Bank,
    *,
    approved: Sequence[Entry] = (),
    near: Nearness | None = None,
    open_roles: bool = False,
) -> list[Offer]:
    """The analogies that may be offered for a card, the best first; none where nothing is sound.

    Those that a person approved before (`approved`) go first, then what the card is mainly about,
    then what is nearer in meaning. One is sound where every role is filled from the card and no
    check of the rubric has anything against it. With `open_roles`, where a person asks for this
    card, broad relations and parts of what it states count too, and else those relations of which
    at least one role is filled.
    """
    found = stated(beside.card)
    whole = [each for each in found if each.whole and (open_roles or each.all_told)]
    made = [offer for each in whole for offer in _of(each, beside, bank, approved, near)]
    if not made and open_roles:
        partly = [each for each in found if not each.whole and not relations()[each.relation].broad]
        made = [offer for each in partly for offer in _of(each, beside, bank, approved, near)]
    made.sort(key=lambda offer: offer.origin is not AnalogyOrigin.COURSE)
    return list({offer.content.familiar: offer for offer in reversed(made)}.values())[::-1]


def _of(
    found: Stated, beside: Beside, bank: Bank, approved: Sequence[Entry], near: Nearness | None
) -> list[Offer]:
    known = [
        (entry, AnalogyOrigin.COURSE) for entry in approved if entry.relation == found.relation
    ]
    known += [(entry, AnalogyOrigin.BANK) for entry in bank.showing(found.relation)]
    known = [(entry, origin) for entry, origin in known if entry.suits(beside.words)]
    fillers = {role: articled(words, beside.words) for role, words in found.fillers.items()}
    sound = []
    for entry, origin in known:
        content = entry.content(fillers)
        field = bank.field_of(entry.familiar)
        against = judged(content, replace(beside, field=field))
        if origin is AnalogyOrigin.COURSE:  # a person approved how it is written
            against = tuple(each for each in against if each.rule != "A5")
        if all(each.rule == "A2" and content.open for each in against):
            sound.append((entry, Offer(content, origin, found.relation)))
    if near is not None and len(sound) > 1:
        about = f"{beside.card.question} {beside.card.core_answer}"
        nearness = near(about, [entry.told for entry, _ in sound])
        order = sorted(range(len(sound)), key=lambda at: -nearness[at])
        sound = [sound[at] for at in order]
    return [offer for _, offer in sound]


def as_entry(content: AnalogyContent, card: DraftContent, name: str) -> Entry | None:
    """An approved analogy as a scene for other cards: its words with the card's roles taken out.

    None where it shows no relation of the list, or where it is not sure which role of it is which.
    """
    found = next((each for each in stated(card) if _shows(content, each)), None)
    if found is None:
        return None
    slots = {words.casefold(): slot for slot, words in found.fillers.items()}
    roles = {
        slots[target.strip().casefold()]: familiar
        for familiar, target in content.pairs
        if target.strip().casefold() in slots
    }
    said = (content.text, *content.limits, *content.misleads)
    if set(roles) != set(found.fillers) or any(map(_BRACES.search, said)):
        return None
    try:
        return Entry(
            id=name,
            relation=found.relation,
            familiar=content.familiar,
            told=_emptied(content.text, found),
            roles=roles,
            limits=tuple(_emptied(line, found) for line in content.limits),
            misleads=tuple(_emptied(line, found) for line in content.misleads),
        )
    except ValueError:
        return None


def _emptied(words: str, found: Stated) -> str:
    """The words with each role of the card taken out, and its place left open."""
    for slot, filler in sorted(found.fillers.items(), key=lambda pair: -len(pair[1])):
        words = re.sub(rf"(?<!\w){re.escape(filler)}(?!\w)", f"{{{slot}}}", words, flags=re.I)
    return words


def _shows(content: AnalogyContent, each: Stated) -> bool:
    return each.whole and relations()[each.relation].about == content.relation
