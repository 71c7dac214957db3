"""What people may ask find for, and what is said of what they may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms_query import DEEPEST, LONGEST, NEARBY, And, BadTermsError, Near, Not, Or, Phrase, parse, sought


def plain(query) -> str:
    """The tree, written with all its parentheses."""
    match query:
        case Phrase(words):
            text = " ".join(word.folded for word in words)
            if words[-1].begins:
                return f"{text}*"
            return f'"{text}"' if words[0].exact else text.upper() if words[0].acronym else text
        case And(parts):
            return f"({' & '.join(map(plain, parts))})"
        case Or(parts):
            return f"({' | '.join(map(plain, parts))})"
        case Not(part):
            return f"!{plain(part)}"
        case Near(left, right, distance):
            return f"({plain(left)} ~{distance} {plain(right)})"
    raise AssertionError(query)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("gas storage", "(gas & storage)"),
        ("gas AND storage", "(gas & storage)"),
        ("gas OR oil coal", "(gas | (oil & coal))"),
        ("gas oil OR coal", "((gas & oil) | coal)"),
        ("gas -oil", "(gas & !oil)"),
        ("gas NOT oil coal", "(gas & !oil & coal)"),
        ("gas AND NOT (oil OR coal)", "(gas & !(oil | coal))"),
        ("gas -(oil coal)", "(gas & !(oil & coal))"),
        ('"Gas Storage"', '"gas storage"'),
        ("“gas storage” „Łódź” «union»", '("gas storage" & "lodz" & "union")'),
        ("gas NEAR oil", f"(gas ~{NEARBY} oil)"),
        ("gas NEAR/3 oil coal", "((gas ~3 oil) & coal)"),
        ("gas NEAR/3 oil NEAR/2 coal", "((gas ~3 oil) ~2 coal)"),
        ("gas NEAR/3 (oil OR coal)", "(gas ~3 (oil | coal))"),
        ("and or not near", "(and & or & not & near)"),
        ("whistle-blower", "whistle blower"),
        ("gospodar* oil", "(gospodar* & oil)"),
        ("whistle-blow*", "whistle blow*"),
        ("WHO who", "(WHO & who)"),
        ('"WHO"', '"who"'),
        ("GAS PIPELINES", "(gas & pipelines)"),
        ("gas & oil", "(gas & oil)"),
        ("NOT NOT gas oil", "(!!gas & oil)"),
    ],
)
def test_a_query_is_read_as_its_help_says(text: str, tree: str) -> None:
    assert plain(parse(text)) == tree


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is nothing to find"),
        ("&", "There is nothing to find"),
        ('gas "oil', "The quotation mark at character 5 is not closed"),
        ('gas ""', "The phrase at character 5 has no word in it"),
        ("(gas", "The parenthesis at character 1 is not closed"),
        ("gas)", "The closing parenthesis at character 4 closes nothing"),
        ("gas ()", "The parentheses at character 5 are empty"),
        ("gas AND", "After AND at character 5 something is missing"),
        ("OR gas", "Before OR at character 1 something is missing"),
        ("gas OR OR oil", "After OR at character 5 something is missing"),
        ("gas NOT", "After NOT at character 5 something is missing"),
        ("gas NEAR/x oil", "NEAR/x at character 5 does not say how near"),
        ("gas NEAR/0 oil", "NEAR/0 at character 5 does not say how near"),
        ("gas NEAR/ oil", "NEAR/ at character 5 does not say how near"),
        ("gas NEAR (oil coal)", "NEAR at character 5 stands beside AND or NOT"),
        ("gas NEAR -oil", "NEAR at character 5 stands beside AND or NOT"),
        ("pi*", "The asterisk in pi* at character 1 does not stand behind the beginning of a word"),
        ("gas *pipe", "The asterisk in *pipe at character 5 does not stand behind the beginning of a word"),
        ("*", "The asterisk in * at character 1 does not stand behind"),
        ("-gas", "for what it lacks alone"),
        ("gas OR -oil", "for what it lacks alone"),
        ("(" * (DEEPEST + 1) + "gas" + ")" * (DEEPEST + 1), "parentheses are in one another"),
        ("NOT " * (DEEPEST + 1) + "gas", "parentheses are in one another"),
        ("gas " * LONGEST, "characters; keep them under"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_why(text: str, says: str) -> None:
    with pytest.raises(BadTermsError) as refused:
        parse(text)
    assert says in str(refused.value)


def test_the_words_after_not_need_not_be_in_a_paragraph() -> None:
    assert {word.folded for word in sought(parse("gas (oil OR coal NEAR wood) -(peat NEAR fire) -ash"))} == {
        *("gas", "oil", "coal", "wood")
    }


@given(st.text(alphabet='ab "()-*ANDORTE/5“”', max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(text: str) -> None:
    said = ""
    try:
        parse(text)
    except BadTermsError as error:
        said = str(error)
    assert not said or (said[0].isupper() and said.endswith("."))
