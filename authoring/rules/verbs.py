"""Verbs that lectures use, in the forms that a question has to turn round: "gives", "gave", "give".

A closed list: a word that is not in it is never taken for a verb.
"""

from __future__ import annotations

import re

_BASE = (
    "crack curtail dampen harden invalidate soften tighten topple undo "
    "blockade secede ambush besiege bombard burn loot plunder enslave disenfranchise print "
    "abandon abolish absorb accelerate accept accompany invaginate accomplish account "
    "accumulate achieve "
    "acquire act activate adapt add address adhere adjust admit adopt advance affect aggregate aim "
    "align allocate allow alter amplify analyse analyze anchor announce appear apply appoint "
    "approach approve approximate argue arise arrange arrive ask assemble assert assess assign "
    "assist associate assume attach attack attempt attend attract average avoid balance ban base "
    "bear become begin behave believe belong bend bind block boost bounce break bring broaden "
    "build bypass calculate call cancel capture carry cast catalyse catalyze catch cause change "
    "characterise characterize charge choose circulate claim classify cleave coat code coincide "
    "collapse collect combine come command communicate compare compensate compete complement "
    "complete complicate comprise compress compute concatenate concentrate conclude condense "
    "conduct confirm confront connect consider consist constitute constrain construct consume "
    "contain continue contract contradict contrast contribute control converge convert convey "
    "convince copy correct correspond cost counter couple cover create crosslink cross crush "
    "decide declare decline decode decompose decrease defeat defend define degrade deliver demand "
    "demonstrate denote deny depart depend deposit deprive derive describe design destabilise "
    "destabilize destroy detach detect deteriorate determine develop devote diagnose dictate die "
    "differ differentiate diffuse digest diminish direct disappear discard discharge discourage "
    "discover discriminate display disprove disrupt dissipate dissolve dissociate distinguish "
    "distribute diverge diversify divide dominate donate double draw drive drop duplicate earn "
    "eat eject eliminate embed emerge emit emphasise emphasize employ enable enclose encode "
    "encourage end endanger enforce engage engulf enhance ensure enter equal eradicate erode "
    "establish estimate evaluate evolve examine exceed exchange excite exclude excrete exert "
    "exhibit "
    "exist expand expect expel experience explain exploit explore export expose express extend "
    "extract face facilitate factor fail fall favor favour fear feed feel fight fill filter find "
    "finish fire fit fix flatten flip float flow fluctuate focus fold follow force form foster "
    "free "
    "freeze fulfil fulfill function fund fuse gain gather generalise generalize generate get give "
    "go govern grant grow guarantee guide halt handle happen harm hate help hide highlight "
    "hinder hire "
    "hold host house hydrolyse hydrolyze identify ignore illustrate impair imply import impose "
    "improve include incorporate increase indicate induce infect inflate influence inform inhibit "
    "inherit initiate inject insert inspire instruct integrate interact interfere interpolate "
    "interpret interrupt introduce invade invent invest investigate invoke involve ionise ionize "
    "isolate join justify keep kill know label lack last launch lead learn leave legalise legalize "
    "let lie lift limit link live load localise localize locate look lose lower lubricate maintain "
    "make manage map march mark match matter maximise maximize mean measure mediate meet melt "
    "memorise memorize merge migrate mimic minimise minimize model modify modulate monitor "
    "motivate "
    "move multiply mutate name narrow need neutralise neutralize nominate normalise normalize note "
    "obey object observe obtain occupy occur offer open operate oppose optimise optimize organise "
    "organize originate oscillate outlaw output overcome overfit overlap oxidise oxidize "
    "oversee own "
    "package parse participate pass pay penalise penalize penetrate perform permit persist "
    "persuade phosphorylate pick place play plot point polymerise polymerize pool possess "
    "postulate "
    "practice practise precede predict prefer preserve prevail prevent process produce progress "
    "prohibit project proliferate prolong promise promote prompt propagate propel propose protect "
    "protest prove provide provoke publish pull pump punish purchase push put query quantify raise "
    "range rank reach react read realise realize rearrange rebuild receive recognise recognize "
    "recombine reconstruct record recover recruit recycle reduce refer reflect refuse regard "
    "regenerate regulate reinforce reject relate relax release rely remain remove render repair "
    "repeat repel replace replicate report represent repress reproduce require reset resemble "
    "reshape "
    "resist resolve respond rest restore restrict result retain retrieve return reveal reverse "
    "revert reward rewrite rise rotate rule run sample satisfy save say scale scan schedule score "
    "screen seal search secrete secure see seek seem segregate select sell send sense separate "
    "serialise serialize serve set settle shape share sharpen shift shorten show shrink sign "
    "signal "
    "simplify sit skip slide slow solve sort span spark specialise specialize specify speed spend "
    "split sponsor spread stabilise stabilize stack stain stand start state stay stem stimulate "
    "stop store strengthen stretch strike strip struggle study substitute subtract succeed suffer "
    "suggest summarise summarize supervise supply support suppress surround survive swap swell "
    "switch synthesise synthesize tag take target teach tear tell tend terminate test threaten "
    "tighten "
    "tolerate trace track train transcribe transfer transform translate translocate transmit "
    "transport trap travel treat trigger try tune turn undergo understand undertake unite unwind "
    "update urge use utilise utilize vanish vary verify view violate visualise visualize volunteer "
    "vote want warn weaken weigh widen win withdraw withstand work worsen wrap write yield zoom "
    "abbreviate accuse acknowledge advise advocate afflict agree aid allot amend anger annex "
    "appeal appease arm arrest assassinate assure attribute auction augment authorise authorize "
    "automate await award banish bankrupt blame blend boom borrow bury camp campaign capitulate "
    "cease censor center centre challenge chop circumscribe clear clip clone cluster coin "
    "colonise colonize commission commit compact compromise conceive concern condemn condition "
    "confer confine confiscate confound conjugate conquer conserve conspire contend convene "
    "convict coordinate corrupt counsel count crash criticise criticize crowd crumple cultivate "
    "curb cure curtail debate decimate dedicate deduce deem default delay delete denature "
    "denounce deploy deport desert designate desire detail devastate deviate devise discredit "
    "discuss dispatch distort distract disturb document dwindle edit elect elevate elicit "
    "elongate emancipate embark encapsulate encounter endorse endure engender engineer enjoy "
    "enlarge enlist enroll entitle envision erupt escalate escape evacuate evict excise execute "
    "exempt exile expire fertilise fertilize flee flood flourish forecast foreclose forge "
    "formulate fortify fragment grade graduate hamper harvest heat honor honour hope hover "
    "hypothesize immigrate impeach impede implement implicate impoverish imprison inactivate "
    "inaugurate index infer initialise initialize injure inspect insure intensify intercept "
    "intern intervene interview invalidate issue iterate knock lay legislate lend liberate lobby "
    "lock loop lynch magnify malfunction mandate marry mask mature mention methylate mirror mix "
    "mobilise mobilize mount murder nationalise nationalize notice number orchestrate order "
    "orient oust outline outperform outweigh overhaul overlook override overrule overthrow "
    "overturn pair parameterise parameterize pardon patent patrol pause perceive persecute "
    "petition pioneer pitch plan plant pledge plow plummet plunge pollinate populate portray pose "
    "position power precipitate prepare pressure presume print prioritise prioritize probe "
    "proclaim procure pronounce prosecute prosper provision publicise publicize punctuate purify "
    "pursue qualify question quit raid rally ratify reactivate reason reassure rebel rebound "
    "recall recite recommend reconcile refine reform refute regain register reinstate reiterate "
    "relay relegate relinquish reload relocate remember remind rename renew renounce reopen "
    "reorganise reorganize repeal repudiate request rescue resign resort restructure resume "
    "retire retreat reunite reuse revise revive revolt riot rival roam root ruin salvage sanction "
    "saturate scatter scavenge scrutinise scrutinize sculpt seize sentence sequence sew shield "
    "shock shuttle silence sketch skyrocket slaughter smash soar speculate spiral splice spoil "
    "spot square squeeze stage stagger stall starve steer sterilise sterilize stress structure "
    "stumble subdivide submit subsidise subsidize sue supersede supplant supplement surge surpass "
    "surrender suspect suspend sustain sway swear symbolise symbolize sympathise sympathize "
    "testify theorise theorize thrive time topple tour tout trade triple troop twist typify "
    "uncover unfold unify unionise unionize unload unveil upend uphold upset usher vaccinate "
    "value venture veto visit void wage walk wander wane warrant weight welcome wield wipe wish "
    "withhold worship wreck bolster cut "
).split()
_PAST_ONLY = frozenset(
    "arm center centre cluster coin condition count crowd desert detail document fragment grade "
    "harvest "
    "honor honour index issue lock loop mask mature mount murder number object order pair pardon "
    "patent pioneer pitch plant position power pressure print probe provision question raid rally "
    "reason register request riot rival root sanction sentence sequence signal sketch spiral spot "
    "square stage stress structure supplement surge time tour triple troop value venture void "
    "weight "
    "wreck stall camp campaign aid advance auction boom concern".split()
)
"""Verbs that are told from nouns in the past tense alone."""
_IRREGULAR = (
    "arise:arose become:became begin:began bear:bore bend:bent break:broke bring:brought "
    "build:built cast:cast catch:caught choose:chose come:came cost:cost draw:drew drive:drove "
    "eat:ate fall:fell feed:fed feel:felt fight:fought find:found freeze:froze get:got give:gave "
    "go:went grow:grew hide:hid hold:held keep:kept know:knew lead:led leave:left let:let lie:lay "
    "lose:lost make:made mean:meant meet:met overcome:overcame oversee:oversaw pay:paid "
    "put:put read:read rewrite:rewrote rise:rose run:ran say:said see:saw seek:sought sell:sold "
    "send:sent set:set show:showed shrink:shrank sit:sat slide:slid speed:sped spend:spent "
    "split:split spread:spread stand:stood strike:struck take:took teach:taught tear:tore "
    "tell:told "
    "understand:understood undergo:underwent undertake:undertook unwind:unwound win:won "
    "withdraw:withdrew withstand:withstood write:wrote bind:bound swear:swore lend:lent flee:fled "
    "uphold:upheld overthrow:overthrew withhold:withheld quit:quit upset:upset override:overrode "
    "forecast:forecast cut:cut"
)
_PAST = {past: base for base, past in (pair.split(":") for pair in _IRREGULAR.split())}
_BASES = frozenset(_BASE)
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")
_NOUNS = frozenset(
    "account act address advance aim approach attack attempt average balance ban base block boost "
    "break call capture cause change charge claim coat code command compound conduct contract "
    "contrast control copy cost counter couple cover cross decline decrease demand deposit design "
    "direct discharge display double draw drive drop effect embed end equal estimate exchange "
    "experience exploit export express extract face factor fall favor favour fear feed fight fill "
    "filter find finish fit fix flip float flow focus fold force form free function fund gain "
    "grant group guarantee guide halt handle harm help hide highlight hold host house import "
    "increase influence input insert interest invest join label lack last launch lead leave lie "
    "lift limit link live load look lower map march mark match matter mean measure merge model "
    "monitor move multiple name narrow need note object offer open order output own package pass "
    "pay pick place plan play plot point pool practice present process produce progress project "
    "promise prompt protest pull pump purchase push put query range rank reach read record reform "
    "regard release repair repeat report result rest return reverse reward rise rule run sample "
    "save scale scan schedule score screen seal search sense separate set shape share shift show "
    "sign signal slide slow sort span spark speed split sponsor spread stack stain stand start "
    "state stay stem stop store stretch strike strip struggle study subject substitute supply "
    "support surround swap switch tag target tend test trace track train transfer transform "
    "transport trap travel treat trigger try tune turn update urge use view vote want weigh win "
    "work wrap yield zoom "
    "crack crush ease overhaul stem "
    "address advance aid arm arrest auction award boom camp campaign center centre challenge "
    "claim clear clip clone cluster coin commission compact compromise concern condemn condition "
    "conjugate corrupt counsel count crash crowd cure debate default delay deposit desert desire "
    "detail document edit elect escape exile experience exploit flood forecast forge fragment "
    "grade harvest heat honor honour hope index intern interview issue lay lock loop mandate mask "
    "mature mirror mix mount murder number object offset order outline pair pardon patent patrol "
    "pause petition pioneer pitch plan plant pledge plow position power present pressure print "
    "probe provision question quit raid rally reason rebel recall reform regain register relay "
    "request rescue resort resume retreat revolt riot rival root ruin salvage sanction sentence "
    "sequence shield shock shuttle signal silence sketch slaughter sound spiral splice spot "
    "square squeeze stage stall stress structure supplement surge surrender suspect sway time "
    "tour trade triple troop twist cut upset value venture veto visit void wage walk warrant "
    "weight welcome wish worship wreck".split()
)
"""Bases that are as often nouns or adjectives: what stands around them has to decide."""


_MADE = re.compile(r"([a-z]{3,})(ize|yze|ify)(s?)")
"""Verbs by their ending: "phagocytizes"."""


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
    if low in _THIRD and _THIRD[low] not in _PAST_ONLY:
        return _THIRD[low], "does"
    if (
        low in _BASES
        and low not in _PAST_ONLY
        and low not in ("lay", "found", "bound", "left", "felt")
    ):
        return low, "do"
    if low in _PAST:
        return _PAST[low], "did"
    made = _MADE.fullmatch(low)
    if made is not None:
        return (f"{made[1]}{made[2]}", "does") if made[3] else (low, "do")
    if low.endswith("ifies"):
        return f"{low[:-3]}y", "does"
    if not low.endswith("ed"):
        return None
    stems = (low[:-1], low[:-2], _DOUBLED.sub(r"\1", low[:-2]), f"{low[:-3]}y")
    return next(((stem, "did") for stem in stems if stem in _BASES), None)


_PARTICIPLES = {
    "make": "made", "find": "found", "take": "taken", "give": "given", "write": "written",
    "choose": "chosen", "build": "built", "hold": "held", "keep": "kept", "show": "shown",
    "draw": "drawn", "know": "known", "send": "sent", "read": "read", "set": "set", "put": "put",
    "see": "seen", "get": "obtained", "run": "run", "feed": "fed", "split": "split", "cut": "cut",
    "lose": "lost", "win": "won", "break": "broken", "bring": "brought", "teach": "taught",
    "drive": "driven", "bind": "bound", "let": None, "have": None, "be": None, "go": None,
    "become": None, "begin": "begun", "think": None, "understand": "understood",
}  # fmt: skip


def past_participle(base: str) -> str | None:
    """ "train" to "trained", "make" to "made"; None where there is none that a question needs."""
    if base in _PARTICIPLES:
        return _PARTICIPLES[base]
    if base in _PAST.values():
        return None
    if base.endswith("e"):
        return f"{base}d"
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ied"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base)
    return f"{base}{base[-1]}ed" if doubled else f"{base}ed"


def gerund(base: str) -> str:
    """ "give" to "giving", "set" to "setting", "lie" to "lying"."""
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return f"{base[:-1]}ing"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base)
    return f"{base}{base[-1]}ing" if doubled else f"{base}ing"


def maybe_noun(word: str) -> bool:
    """Whether a form of a verb is as likely a noun: "functions", "state", "forms"."""
    known = base_of(word)
    return known is not None and known[1] != "did" and known[0] in _NOUNS
