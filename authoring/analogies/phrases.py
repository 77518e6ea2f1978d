"""Noun phrases of a card: where one ends, whether it can stand alone, and of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from authoring.analogies.relations import Kind
from authoring.rules.verbs import base_of, maybe_noun

MOST_WORDS = 6
"""Words of what may play a role: longer ones are statements, and would not fit what is told."""
MOST_LISTED = 9
"""The same for a list of several."""
_ASIDE = re.compile(r"\s*\([^()]*\)|\$[^$]*\$|[*`“”\"]")
_OPENING = re.compile(
    r"^(?:(?:its|their|our|your|his|her|also|mainly|mostly|usually|often|many|most|various|several|"
    r"a (?:variety|number|range|set|series|group|class) of|of)\s+)+",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:[,;:.!?]|—|–\s|\s(?:that|which|who|whose|when|where|while|because|so|by|through|via|"
    r"using|during|if|as|to|from|into|in|on|onto|at|with|for|between|within|across|without|"
    r"against|after|before|inside|outside|under|near|than|including|such|over|along|toward|"
    r"towards|but|whereas|is|are|was|were|can|may|has|have|rather|instead|like|until|about|"
    r"depending|based|found|located|called|known|consisting|containing|made|throughout|"
    r"among|around|beyond|out|off|up|down|away|upon|together|apart)\b)"
)
_TRAILING = re.compile(
    r"(?:\s+(?:and|or|somehow|\w+ly|(?!need|seed|feed|breed|weed|bed)\w+ed|then|therefore))+$"
)
"""What is no longer of the phrase: "phospholipids used", "the antibiotic strongly"."""
_COUNT = frozenset("two three four five six seven single different other further new".split())
_LY = frozenset("early daily family assembly supply".split())
_ADJECTIVE = re.compile(
    r"\w+(?:ile|able|ible|ous|ive|ful|less|ical)$|(?!.*(?:fami|assemb|supp))\w+ly$"
)
_LOOSE = frozenset(
    "it they them this that these those itself themselves one ones other others another each both "
    "all some any many much few several such something anything everything nothing who what which "
    "there here us we you i he she him her more most less least".split()
)
_EMPTY = frozenset(
    "thing things way ways part parts role roles number kind kinds type types class form forms use "
    "series group set range variety example case result results term terms name names member "
    "members process processes structure structures function functions system systems study "
    "amount amounts lot lots component components unit units element elements model models "
    "method methods technique techniques branch field area areas region ability instrument place "
    "objectives task tasks step steps problem problems idea ideas fact facts matter organism "
    "end ends side sides line lines section point points question answer feature features "
    "material materials chemical chemicals product products access substance substances compound "
    "compounds content contents".split()
)
"""Heads that say nothing without what follows them."""
_PEOPLE = frozenset(
    "people person president government congress farmers farmer workers worker families family "
    "parents children women men americans scientists scientist researchers doctors students "
    "teachers president governor investors banks bankers police soldiers veterans citizens voters "
    "leaders leader company companies party administration court nation states country "
    "society hoover roosevelt biologists microbiologists cardiologists chemists physicists "
    "humans man woman males females users user patients patient we author authors".split()
)
_INFORMATION = frozenset(
    "information instruction instructions blueprint blueprints code message messages signal "
    "signals data image images text texts gene genes sequence sequences input inputs knowledge "
    "history word words document documents encoding encodings representation vector vectors plan "
    "feature orders order cue cues command commands impulse impulses samples sample "
    "label labels content metadata".split()
)
_ENERGY = frozenset(
    "energy atp heat power light electricity warmth fuel current radiation sunlight".split()
)
_QUANTITY = frozenset(
    "level levels rate rates amount amounts concentration concentrations temperature pressure ph "
    "size volume speed density balance loss losses error errors variance probability "
    "probabilities distribution distributions gap value values number numbers dimension dimensions "
    "weight mass frequency score scores distance length magnification resolution cost likelihood "
    "divergence homeostasis entropy accuracy expectation gradient noise magnitude turgor".split()
)
_PROPERTY = frozenset(
    "shape shapes rigidity strength structure stability flexibility ability appearance nature "
    "support protection identity behavior behaviour color colour properties property quality "
    "function form diversity specificity polarity characteristics characteristic".split()
)
_PROCESSES = frozenset(
    "growth process processes cycle movement movements passage activity activities expansion "
    "metabolism development transport division divisions change changes reaction reactions "
    "synthesis damage flow loss storage response responses exchange spread attack work collapse "
    "entry exit access traffic backflow outflow inflow overflow "
    "inference search release uptake decay update updates life death birth survival".split()
)
_PROCESS = re.compile(
    r"(?:[a-z]{3,}(?:tion|sion|lysis|esis|osis|ment|ing)s?|[a-z]{4,}ance|[a-z]+(?:metry|graphy|scopy))$"
)
_ABSTRACT = re.compile(r"[a-z]{3,}(?:ity|ities|ness|ism|isms|ence|ency)$")
_NOT_ABSTRACT = frozenset(
    "cavity cavities entity entities facility facilities sequence reference sentence fence science "
    "audience organism organisms prism university city cities prisms microorganism "
    "microorganisms".split()
)
_NOT_PROCESS = frozenset(
    "covering thing ring string building ceiling lining coating bring wing region million location "
    "environment element segment fragment filament compartment apparatus membrane ion ions "
    "position cation anion opening spring embedding encoding mapping solution filaments segments "
    "fragments compartments elements environments distance substance substances instance "
    "surroundings setting pigment pigments ligament ligaments sediment cement".split()
)


_COUNTABLE = frozenset("cell nucleus membrane body organism gene chromosome image model".split())
_PLURALS = frozenset("bacteria people mitochondria nuclei cilia data fungi vertebrae mice".split())


def phrase(words: str) -> str | None:
    """The noun phrase that these words begin with; None where it cannot stand by itself."""
    plain = unmarked(words)
    if "$" in plain or "\\" in plain or "____" in plain:
        return None
    plain = _OPENING.sub("", plain)
    found = _END.search(f" {plain}")
    cut = plain if found is None else f" {plain}"[: found.start()].strip()
    cut = _TRAILING.sub("", _before_verb(cut)).strip(" -")
    return cut if _stands(cut) else None


def unmarked(words: str) -> str:
    """The words without what stands in brackets, formulas and marks of emphasis."""
    return re.sub(r"\s+", " ", _ASIDE.sub(" ", words)).strip()


def listed(words: str) -> str | None:
    """The phrase that these words are, where it may be a list: "ions, water, and oxygen"."""
    items = [each for each in re.split(r",\s+(?:and |or )?|\s+(?:and|or)\s+", words) if each]
    named = all(
        len(each.split()) <= MOST_WORDS
        and re.fullmatch(r"[\w’'-]+(?: [\w’'-]+)*", each) is not None
        and each.split()[-1].casefold() not in _LOOSE
        for each in items
    )
    return words if items and named and len(words.split()) <= MOST_LISTED else None


def _before_verb(words: str) -> str:
    """The words up to an "and" that a finite verb follows: "a branch and switches to it"."""
    first, joint, second = words.partition(" and ")
    following, _, after = second.partition(" ")
    if following.endswith("ed") and re.match(r"(?!(?:the|an?|its?|them|to|by)\b)[a-z]{3}", after):
        return words  # "real and generated images"
    known = base_of(following) if following else None
    return first if joint and known is not None and not maybe_noun(following) else words


def _stands(words: str) -> bool:
    parts = words.split()
    if not 1 <= len(parts) <= MOST_WORDS or not re.search(r"[^\W\d_]{2}", words):
        return False
    low = [part.casefold().strip("’'") for part in parts]
    adverb = low[0].endswith("ly") and low[0] not in _LY
    if adverb or low[0] in _LOOSE or low[-1] in _LOOSE or not re.match(r"[\w-]", words):
        return False
    bare = [part for part in low if part not in ("a", "an", "the")]
    vague = (
        bare[-1:] and bare[-1] in _EMPTY and all(part in _COUNT | {"main"} for part in bare[:-1])
    )
    odd = _ADJECTIVE.match(bare[-1]) if bare else None
    return (
        bool(bare) and not vague and not odd and bare[-1] != "of" and not re.search("[<>/]", words)
    )


def head(words: str) -> str:
    """The noun that the phrase is about: the last word before "of"."""
    before = re.split(r"\s(?:of|and|or|between)\s", words.casefold())[0]
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", before)
    return found[-1] if found else ""


def several(words: str) -> bool:
    """Whether the phrase names more than one: "amino acids", "DNA and RNA", "bacteria"."""
    noun = head(words)
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    return " and " in words or plural or noun in _PLURALS


def articled(words: str, around: str) -> str:
    """A bare noun with the article that the words around it give it: "cell" to "the cell"."""
    if " " in words or several(words) or not words.islower():
        return words
    found = re.search(rf"\b(the|an?) {re.escape(words)}\b", around, re.IGNORECASE)
    if found is not None:
        return found[0].lower()
    return f"the {words}" if words in _COUNTABLE else words


_NOUNS_OF: Mapping[Kind, frozenset[str]] = {
    "information": _INFORMATION,
    "energy": _ENERGY,
    "quantity": _QUANTITY,
    "property": _PROPERTY,
    "process": _PROCESSES,
}


def kind(words: str) -> Kind | None:
    """Of what kind the thing is; None for people, whose doings no scene of the bank is made for."""
    noun = head(words)
    if noun in _PEOPLE or _a_name(words):
        return None
    if re.match(r"[a-z]{3,}ing\s(?!of\b)", words):
        return "process"
    for name, nouns in _NOUNS_OF.items():
        if noun in nouns:
            return name
    if _PROCESS.search(noun) and noun not in _NOT_PROCESS:
        return "process"
    if _ABSTRACT.search(noun) and noun not in _NOT_ABSTRACT:
        return "property"
    return "thing"


def _a_name(words: str) -> bool:
    """Whether it reads as the name of somebody: two capitalised words, or more."""
    bare = [part for part in words.split() if part.casefold() not in ("a", "an", "the")]
    named = [part for part in bare if part[:1].isupper() and part[1:].islower()]
    return len(named) >= 2 and len(named) == len(bare)
