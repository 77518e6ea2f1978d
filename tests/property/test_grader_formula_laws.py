"""Laws of comparing formulas: what changes nothing, and what always changes something."""

from __future__ import annotations

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from grader.mathematics.compare import Outcome, compare
from grader.mathematics.tokens import tokens
from grader.mathematics.tree import Unreadable

LETTERS = st.sampled_from("a b c u v w x y z".split())
ATOMS = st.one_of(
    LETTERS,
    st.sampled_from([r"\sigma", r"\mu", "x_i", "w_{ij}", r"\theta"]),
    st.integers(2, 9).map(str),
)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda p: f"({p[0]} + {p[1]})"),
        two.map(lambda p: f"({p[0]} - {p[1]})"),
        two.map(lambda p: f"{p[0]} \\cdot {p[1]}"),
        two.map(lambda p: f"\\frac{{{p[0]}}}{{{p[1]}}}"),
        st.tuples(inner, st.integers(2, 4)).map(lambda p: f"({p[0]})^{{{p[1]}}}"),
        inner.map(lambda one: f"\\log({one})"),
        inner.map(lambda one: f"f({one})"),
        inner.map(lambda one: f"\\sum_{{k}} ({one} + t_k)"),
    )


FORMULAS = st.recursive(ATOMS, joined, max_leaves=6)
quick = settings(max_examples=60)


def equal(one: str, other: str) -> bool:
    try:
        return compare(one, other).outcome is Outcome.EQUAL
    except Unreadable as refusal:
        assume("no value" not in str(refusal))
        raise


@quick
@given(FORMULAS)
def test_a_formula_is_equal_to_itself(formula: str) -> None:
    assert equal(formula, formula)


@quick
@given(FORMULAS, FORMULAS)
def test_terms_and_factors_may_be_exchanged(one: str, other: str) -> None:
    assert equal(f"{one} + {other}", f"{other} + {one}")
    assert equal(f"({one})({other})", f"({other})({one})")


@quick
@given(FORMULAS)
def test_parentheses_and_spacing_change_nothing(formula: str) -> None:
    assert equal(formula, f"\\left( {formula} \\right)")
    assert equal(formula, formula.replace(" ", r"\, "))
    assert equal(f"a + {formula}", f"$a$ + {formula}".replace("$", r"\;"))


@quick
@given(FORMULAS)
def test_a_thumb_types_the_same_formula(formula: str) -> None:
    typed = formula.replace(r"\cdot", "*").replace("{k}", "k").replace("\\", "")
    assume("frac" not in typed)
    assert equal(formula, typed)


@quick
@given(FORMULAS, st.sampled_from(["j", "l", "r", "s"]))
def test_a_bound_variable_may_be_renamed(formula: str, name: str) -> None:
    assume("sum" not in formula and name not in formula)
    one = f"\\sum_{{h=1}}^n ({formula} + g_h)"
    assert equal(one, one.replace("h=", f"{name}=").replace("g_h", f"g_{name}"))


@quick
@given(FORMULAS, FORMULAS)
@example("h", "((9)^{4})^{4}")
def test_another_sign_is_another_formula(one: str, other: str) -> None:
    assert not equal(f"d + {one} \\cdot h", f"d - {one} \\cdot h") or equal(one, "x - x")
    assert not equal(f"{other} + h", f"{other} - h")


@quick
@given(FORMULAS, st.integers(2, 5), st.integers(2, 5))
def test_another_exponent_is_another_formula(formula: str, one: int, other: int) -> None:
    assume(one != other)
    assert not equal(f"{formula} + h^{one}", f"{formula} + h^{other}")


@quick
@given(FORMULAS, st.sampled_from("ijkl"), st.sampled_from("ijkl"))
def test_another_index_is_another_formula(formula: str, one: str, other: str) -> None:
    assume(one != other)
    assert not equal(f"{formula} + h_{one}", f"{formula} + h_{other}")


@quick
@given(LETTERS, LETTERS)
def test_the_two_sides_of_a_divergence_may_not_be_exchanged(one: str, other: str) -> None:
    assume(one != other)
    assert not equal(f"KL(q({one}) || p({other}))", f"KL(p({other}) || q({one}))")
    assert not equal(rf"D_{{KL}}({one} \| {other})", f"KL({other} || {one})")


@quick
@given(FORMULAS, FORMULAS)
def test_the_verdict_does_not_depend_on_who_wrote_which(one: str, other: str) -> None:
    try:
        assert equal(one, other) == equal(other, one)
    except Unreadable:
        assume(False)


@settings(max_examples=200)
@given(
    st.text(alphabet=st.sampled_from(list("x1+-^_{}()[]|\\,= pqsumlogEKL~<>'!/*∑σ²")), max_size=60)
)
def test_any_text_is_compared_or_refused_in_one_sentence(text: str) -> None:
    try:
        compare("E_q[x] = y", text)
    except Unreadable as refusal:
        told = str(refusal)
    else:
        told = tokens(text)[-1].kind
    assert told
    assert "\n" not in told
