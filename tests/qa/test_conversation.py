"""A follow-up is searched with what it refers to; a question that stands by itself is left as it was written."""

from __future__ import annotations

import pytest

from qa.language.conversation import MOST_CARRIED, resolve

GAS = "What did Germany do about gas storage?"
CANAL = "How long did the Ever Given block the Suez Canal?"
BRIDGE = "When was the Øresund Bridge opened?"
GAZ = "Ile gazu zmagazynowały Niemcy przed zimą?"
MOST = "Kiedy otwarto most nad Sundem?"
SPEICHER = "Wie viel Gas hat Deutschland vor dem Winter gespeichert?"
BRÜCKE = "Wann wurde die Öresundbrücke eröffnet?"

#: (the questions before, the question, words that its search must gain)
FOLLOW = [
    # English: beginnings that continue
    ([GAS], "and in Poland?", ["Germany", "gas", "storage"]),
    ([GAS], "And what about Poland?", ["gas", "storage"]),
    ([GAS], "What about France?", ["gas", "storage"]),
    ([GAS], "how about Italy", ["gas", "storage"]),
    ([GAS], "Or Hungary?", ["gas", "storage"]),
    ([GAS], "But in 2021?", ["gas", "storage"]),
    ([GAS], "I mean oil storage.", ["Germany"]),
    ([GAS], "ok, and Austria?", ["gas", "storage"]),
    ([GAS], "Thanks! And in Poland?", ["gas", "storage"]),
    ([CANAL], "And who freed the ship?", ["Suez", "Canal"]),
    # English: pronouns and demonstratives
    ([BRIDGE], "Who built it?", ["Øresund", "Bridge"]),
    ([BRIDGE], "How much did it cost?", ["Øresund", "Bridge"]),
    ([BRIDGE], "What is its length?", ["Øresund", "Bridge"]),
    ([CANAL], "How was this resolved?", ["Ever", "Given", "Suez", "Canal"]),
    ([CANAL], "What did that cost?", ["Suez", "Canal"]),
    ([CANAL], "How many ships were waiting there?", ["Suez", "Canal"]),
    (["Who is Piotr Żochowski?"], "What has he written about Russia?", ["Piotr", "Żochowski"]),
    (["Who are the Taliban?"], "When did they take Kabul?", ["Taliban"]),
    (["Which countries signed the treaty of Tashkent?"], "When did these countries meet?", ["treaty", "Tashkent"]),
    (["Which loans are there for veterans?"], "Which one has the lowest rate?", ["loans", "veterans"]),
    # English: no topic of its own
    ([CANAL], "Why?", ["Suez", "Canal"]),
    ([CANAL], "how so?", ["Suez", "Canal"]),
    ([CANAL], "Who paid?", ["Suez", "Canal"]),
    (["What is Medicaid?"], "How can I apply?", ["Medicaid"]),
    ([CANAL], "Can you tell me more?", ["Suez", "Canal"]),
    ([CANAL], "Tell me more about this", ["Suez", "Canal"]),
    ([BRIDGE], "How long did it take?", ["Øresund", "Bridge"]),
    (["What does the Lisbon treaty change?"], "When was the treaty signed?", ["Lisbon"]),
    # English: further back
    ([GAS, "and in Poland?"], "How much did it cost?", ["Poland", "gas", "storage"]),
    ([GAS, "and in Poland?"], "and in Spain?", ["gas", "storage"]),
    ([GAS, "Thank you!"], "And in Poland?", ["gas", "storage"]),
    ([BRIDGE, "Who built it?"], "Was it expensive?", ["Øresund", "Bridge"]),
    # Polish
    ([GAZ], "a w Polsce?", ["gazu", "Niemcy"]),
    ([GAZ], "A co z Francją?", ["gazu"]),
    ([GAZ], "I w Austrii?", ["gazu"]),
    ([GAZ], "Dlaczego?", ["gazu", "Niemcy"]),
    ([GAZ], "Chodzi mi o ropę", ["Niemcy"]),
    ([MOST], "Kto go zbudował?", ["most", "Sundem"]),
    ([MOST], "Ile kosztował?", ["most", "Sundem"]),
    ([MOST], "Jaka jest jego długość?", ["most", "Sundem"]),
    ([MOST], "Kto nim jeździ?", ["most", "Sundem"]),
    ([MOST], "Ile samochodów tam przejeżdża?", ["most", "Sundem"]),
    (["Kim jest Piotr Żochowski?"], "O czym on pisze?", ["Piotr", "Żochowski"]),
    (["Kim są talibowie?"], "Kiedy oni zajęli Kabul?", ["talibowie"]),
    (["Jakie umowy podpisano w Taszkencie?"], "Kiedy te umowy wygasły?", ["Taszkencie"]),
    ([GAZ, "a w Polsce?"], "Dlaczego?", ["Polsce", "gazu"]),
    # German
    ([SPEICHER], "und in Polen?", ["Gas", "Deutschland"]),
    ([SPEICHER], "Und was ist mit Frankreich?", ["Gas"]),
    ([SPEICHER], "Was ist mit Österreich?", ["Gas"]),
    ([SPEICHER], "Oder in Ungarn?", ["Gas"]),
    ([SPEICHER], "Warum?", ["Gas", "Deutschland"]),
    ([SPEICHER], "Ich meine Öl.", ["Deutschland"]),
    ([BRÜCKE], "Wer hat sie gebaut?", ["Öresundbrücke"]),
    ([BRÜCKE], "Was hat das gekostet?", ["Öresundbrücke"]),
    ([BRÜCKE], "Wie lang ist sie?", ["Öresundbrücke"]),
    ([BRÜCKE], "Wie viele Autos fahren dort?", ["Öresundbrücke"]),
    (["Wer ist Piotr Żochowski?"], "Was hat er über Russland geschrieben?", ["Piotr", "Żochowski"]),
    (["Wer sind die Taliban?"], "Wann haben sie Kabul eingenommen?", ["Taliban"]),
    (["Welche Länder haben den Vertrag unterzeichnet?"], "Wann trat dieser Vertrag in Kraft?", ["Länder"]),
    ([SPEICHER, "und in Polen?"], "Warum?", ["Polen", "Gas"]),
    # French, Russian, Ukrainian
    (["Combien de gaz l'Allemagne a-t-elle stocké ?"], "et en Pologne ?", ["gaz"]),
    (["Quand le pont a-t-il été ouvert ?"], "Qui l'a construit et pourquoi ?", ["pont"]),
    (["Сколько газа запасла Германия?"], "а в Польше?", ["газа", "Германия"]),
    (["Когда открыли мост?"], "Кто его построил?", ["мост"]),
    (["Скільки газу запасла Німеччина?"], "а в Польщі?", ["газу", "Німеччина"]),
    (["Коли відкрили міст?"], "Чому?", ["міст"]),
]  # fmt: skip

#: (the question before, a question that does not refer to it)
ALONE = [
    (GAS, "When was the Øresund Bridge opened?"),
    (GAS, "What is inflation?"),
    (GAS, "Who is Piotr Żochowski?"),
    (GAS, "Is it true that Russia closed its embassy in Kabul?"),
    (GAS, "How long does it take to build a gas terminal?"),
    (GAS, "Is there a pipeline between Norway and Poland?"),
    (GAS, "Why did Hungary change its constitution in 2011?"),
    (GAS, "How does the European Union define its borders?"),
    (GAS, "When a ship enters the canal, who steers it?"),
    (GAS, "What do those who fled the war say about the border?"),
    (GAS, "Which countries think that sanctions work?"),
    (GAS, "Suez Canal blockage"),
    (GAS, "Can you tell me more about the Suez Canal?"),
    (GAS, "Which one is longer, the Suez or the Panama Canal?"),
    (GAS, "How long did it take to build the Øresund Bridge?"),
    (GAS, "How far is it from Malmö to Copenhagen?"),
    (GAS, "What caused the fire at Notre-Dame?"),
    (GAS, "What is the capital of Poland?"),
    ("What is the capital of Germany?", "What is the capital of Poland?"),
    (GAZ, "Co to jest inflacja?"),
    (GAZ, "Kiedy otwarto most nad Sundem?"),
    (GAZ, "Czy to prawda, że Rosja zamknęła swoją ambasadę w Kabulu?"),
    (GAZ, "Kim są ci, którzy uciekli przed wojną?"),
    (GAZ, "Dlaczego Węgry zmieniły konstytucję w 2011 roku?"),
    (GAZ, "Kto napisał Pana Tadeusza i kiedy ukazał się jego pierwszy tom?"),
    (SPEICHER, "Was ist Inflation?"),
    (SPEICHER, "Gibt es eine Pipeline zwischen Norwegen und Polen?"),
    (SPEICHER, "Wie lange dauert es, ein Terminal zu bauen?"),
    (SPEICHER, "Wann hat Ungarn seine Verfassung geändert?"),
    (SPEICHER, "Können Sie die Ursachen der Inflation nennen?"),
    (SPEICHER, "Wer ist der Autor, der über Russland schreibt?"),
    ("Combien de gaz l'Allemagne a-t-elle stocké ?", "Qu'est-ce que l'inflation ?"),
    ("Сколько газа запасла Германия?", "Что такое инфляция?"),
    ("Скільки газу запасла Німеччина?", "Що таке інфляція?"),
]


@pytest.mark.parametrize(("earlier", "question", "gained"), FOLLOW, ids=[question for _, question, _ in FOLLOW])
def test_a_follow_up_is_searched_with_what_it_refers_to(earlier, question, gained):
    resolved = resolve(question, earlier)
    assert resolved.searched.startswith(question)  # what a person wrote stays as it is
    assert set(gained) <= set(resolved.searched.removeprefix(question).replace("?", "").split())
    assert resolved.follows in earlier


@pytest.mark.parametrize(("before", "question"), ALONE, ids=[question for _, question in ALONE])
def test_a_question_that_stands_by_itself_is_searched_as_it_was_written(before, question):
    resolved = resolve(question, [before])
    assert (resolved.searched, resolved.follows) == (question, "")


@pytest.mark.parametrize("question", [question for _, question, _ in FOLLOW])
def test_with_nothing_before_it_every_question_stands_by_itself(question):
    assert resolve(question) == resolve(question, ["", "  "])
    assert resolve(question).searched == question


def test_the_new_place_stands_beside_the_old_one_and_what_was_asked_is_asked_again():
    assert resolve("and in Poland?", [GAS]).searched == f"and in Poland? {GAS}"


def test_the_second_place_in_a_row_asks_the_same_of_itself_and_not_of_the_first():
    resolved = resolve("and in Spain?", [GAS, "and in Poland?"])
    assert resolved.searched == f"and in Spain? {GAS}"
    assert resolved.follows == GAS


def test_a_question_of_its_own_takes_the_words_that_it_lacks_and_no_second_question():
    assert resolve("Who built it?", [BRIDGE]).searched == "Who built it? Øresund Bridge opened"


def test_a_word_that_the_question_has_in_any_form_is_not_carried():
    assert resolve("Who blocked it?", [CANAL]).searched.split("?")[1].split().count("block") == 0


def test_only_so_much_is_carried_over_a_long_conversation():
    topics = ["canal", "bridge", "harbour", "railway", "airport", "tunnel", "border", "market", "parliament", "army"]
    earlier = [
        f"What did it say about the {first} {second}?" for first in topics for second in topics if first < second
    ]
    carried = resolve("Why was it so?", earlier).searched.removeprefix("Why was it so?").split()
    assert 0 < len(carried) <= MOST_CARRIED


def test_a_language_that_is_not_known_here_is_left_alone():
    assert resolve("och i Polen?", ["ポーランドの首都はどこですか"]).follows == ""
    assert resolve("그리고 폴란드는?", ["독일은 가스를 얼마나 저장했습니까?"]).follows == ""
