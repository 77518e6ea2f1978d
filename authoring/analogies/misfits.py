"""Where the verb of a relation states another one: "carries a charge", "holds it in place"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from authoring.analogies.phrases import head, kind, several
from authoring.analogies.statements import Statement

_ILL = frozenset("damage loss losses death disease diseases failure crash harm decline".split())
_PLACES = frozenset(
    "site sites receptor receptors promoter promoters enzyme enzymes operator sequence sequences "
    "region regions pocket antigen antigens".split()
)
_HEREDITY = frozenset(
    "dna rna mrna gene genes genome genomes chromosome chromosomes material allele alleles trait "
    "traits mutation mutations".split()
)
_NO_LOAD = frozenset("charge charges risk risks weight meaning cost costs burden disease".split())
_CHANNELS = frozenset(
    "vessel vessels artery arteries arteriole arterioles vein veins venule venules capillary "
    "capillaries xylem phloem duct ducts tube tubes tubule tubules canal canals pipe pipes channel "
    "channels pore pores nerve nerves axon axons wire wires cable cables trachea tracheae bronchi "
    "bronchus esophagus oesophagus ureter ureters urethra tract tracts bus buses line lines "
    "fiber fibers fibre fibres conductor conductors".split()
)
"""What stays in its place while something runs along it."""
_FIXED = frozenset("pump pumps transporter transporters gate gates membrane membranes".split())
_SOMEWHERE = re.compile(
    r"\b(?:to|into|from|along|around|toward|towards|back|out of|away)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|both|pairs?|percent|kinds?|"
    r"types?|sorts?|commonly|different|various|only)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:its|their) ", re.IGNORECASE)


_AROUND = re.compile(
    r"\b(?:surroundings?|environment|outside|exterior|medium|rest of|world)\b", re.IGNORECASE
)
_USED_UP = frozenset(
    "nutrient nutrients food sugar sugars glucose oxygen water blood fuel minerals".split()
)
_PLANS = frozenset(
    "information instruction instructions blueprint blueprints code plan plans program programs "
    "recipe gene genes genome sequence sequences".split()
)
_SIZES = frozenset("size number numbers dimension dimensions dimensionality".split())
_TIMES = frozenset("cycle cycles rhythm rhythms timing order".split())
_PASSAGES = frozenset("passage movement flow entry exit access traffic diffusion exchange".split())


def _object(one: Statement) -> str:
    return head(one.object or "")


def _carries_nothing(one: Statement) -> bool:
    """Nothing is brought from place to place, or the carrier does not move with it."""
    vague = one.verb.base in ("carry", "bring") and not _SOMEWHERE.search(one.rest)
    still = head(one.subject) in _CHANNELS | _FIXED or re.search(
        r"\b(?:across|through)\b", one.rest
    )
    return vague or bool(still) or _object(one) in _NO_LOAD | _HEREDITY


def _joins(one: Statement) -> bool:
    """Whether the subject does the joining and goes, rather than being what joins."""
    agent = re.search(r"(?:[a-z]ases?|enzymes?)$", head(one.subject)) is not None
    return agent or kind(one.subject) == "process"


def _encloses_nothing(one: Statement) -> bool:
    apart = one.verb.base in ("separate", "divide")
    return apart and not (" from " in f" {one.rest} " and _AROUND.search(one.rest))


def _thing_itself(one: Statement) -> bool:
    """Whether a thing is blocked, and not what it would do ("from entering")."""
    return kind(one.object or "") == "thing" and not re.search(r"\bfrom \w+ing\b", one.rest)


def _unpaired(one: Statement) -> bool:
    """Whether something is told apart, and from what is not known for sure."""
    if "from" in one.rest.split():
        return "both" not in one.others
    return not one.verb.after and not several(one.object or "")


_ODD: Mapping[str, Callable[[Statement], bool]] = {
    "causes": lambda one: "to do" in one.others,
    "stores": lambda one: (
        one.others.get("in") == "place"
        or "together" in one.rest.split()
        or _object(one) in _HEREDITY
    ),
    "fits_into": lambda one: one.verb.base == "bind" and _object(one) not in _PLACES,
    "has_task": lambda one: _object(one) in _ILL,
    "transports": _carries_nothing,
    "conducts": lambda one: head(one.subject) not in _CHANNELS,
    "anchors": lambda one: (
        (one.verb.base == "hold" and one.others.get("in") != "place")
        or re.search(r"\b(?:one another|each other)\b", one.rest) is not None
    ),
    "regulates": lambda one: "passing" in one.others or _object(one) in _PASSAGES | _TIMES,
    "encloses": _encloses_nothing,
    "divides": lambda one: "both" not in one.others or _AROUND.search(one.rest) is not None,
    "gates": lambda one: "passing" not in one.others,
    "connects": lambda one: (
        _joins(one) or (one.verb.base == "hold" and "together" not in one.rest.split())
    ),
    "guides": lambda one: one.verb.base == "direct" and "to" not in one.others,
    "fastens": lambda one: not _joins(one),
    "prevents": _thing_itself,
    "supplies": lambda one: kind(one.object or "") == "thing" and _object(one) not in _USED_UP,
    "holds_plan": lambda one: _object(one) not in _PLANS or _SOMEWHERE.search(one.rest) is not None,
    "signals": lambda one: head(one.subject) in _CHANNELS,
    "directs": lambda one: "to" in one.others,
    "removes": lambda one: one.verb.base == "filter" and "from" not in one.rest.split(),
    "selects": lambda one: "from" in one.rest.split(),
    "reduces": lambda one: _object(one) in _SIZES,
    "converts": lambda one: _OWN.match(one.rest) is not None,
    "tells_apart": _unpaired,
    "exchanges": lambda one: one.tool,
    "made_of": lambda one: _COUNTED.search(one.object or "") is not None,
    "combines": lambda one: _COUNTED.search(f"{one.subject} {one.object}") is not None,
}


def misfit(one: Statement, relation: str) -> bool:
    """Whether the statement, for all its verb, does not state this relation."""
    return relation in _ODD and _ODD[relation](one)
