from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from index.dossiers import NewPin
from index.errors import BadDossier, LibraryDamaged, NotKept
from tests.index.doubles import open_library, text_of
from tests.index.test_answers import keep, on_the_disk, stored, tampered


def new(key="k1", document="d1", answer=""):
    return NewPin(key, document, f'{{"quote": "{key}"}}', "Why?", answer)


def pinned(library, name, *keys):
    """The ids of new pins."""
    with library.keeping() as kept:
        return [kept.dossiers.pin(name, new(key)) for key in keys]


def order(library, name):
    with library.snapshot() as view:
        return [(pin.place, pin.id) for pin in view.dossiers.pins(name)]


def refused(library, error, act):
    with pytest.raises(error) as told, library.keeping() as kept:
        act(kept.dossiers)
    return str(told.value)


def test_pins_stand_in_the_order_of_pinning_until_they_are_moved(library):
    one, two, three = pinned(library, "Water", "k1", "k2", "k3")
    assert order(library, "Water") == [(1, one), (2, two), (3, three)]
    with library.keeping() as kept:
        kept.dossiers.move("Water", three, 1)
    assert order(library, "Water") == [(1, three), (2, one), (3, two)]
    with library.keeping() as kept:
        kept.dossiers.move("Water", three, 99)
    assert order(library, "Water") == [(1, one), (2, two), (3, three)]


def test_the_same_place_pinned_twice_is_one_pin_and_keeps_its_note(library):
    (one,) = pinned(library, "Water", "k1")
    with library.keeping() as kept:
        kept.dossiers.annotate("Water", one, "for the lead")
    assert pinned(library, "Water", "k1") == [one]
    assert pinned(library, "Fire", "k1") != [one]
    with library.snapshot() as view:
        (pin,) = view.dossiers.pins("Water")
    assert pin.note == "for the lead"


def test_a_number_of_a_pin_is_never_given_again(library):
    (one,) = pinned(library, "Water", "k1")
    with library.keeping() as kept:
        kept.dossiers.unpin("Water", one)
    assert pinned(library, "Water", "k1")[0] > one


def test_a_pin_outlives_the_answer_it_was_pinned_from(library):
    keep(library, stored("a" * 16))
    with library.keeping() as kept:
        kept.dossiers.pin("Water", new(answer="a" * 16))
        kept.dossiers.pin("Water", new("k2", answer="f" * 16))  # of an answer that was never stored
    with library.snapshot() as view:
        assert [pin.answer for pin in view.dossiers.pins("Water")] == ["a" * 16, ""]
    with library.keeping() as kept:
        kept.answers.remove(["a" * 16])
    with library.snapshot() as view:
        assert [pin.answer for pin in view.dossiers.pins("Water")] == ["", ""]
    assert library.verify() == []


def test_pins_that_quote_a_removed_document_go_with_it_only_where_that_is_wished(library):
    document = library.add(text_of("Peaks are high."), "/p.txt").document
    with library.keeping() as kept:
        first, second, third = (
            kept.dossiers.pin("Rocks", new(key, cited)) for key, cited in (("a", "x"), ("b", document), ("c", "x"))
        )
    assert library.remove("p.txt").pins == 1
    assert order(library, "Rocks") == [(1, first), (2, second), (3, third)]
    library.add(text_of("Peaks are high."), "/p.txt")
    assert library.remove("p.txt", with_quotations=True).pins == 1
    assert order(library, "Rocks") == [(1, first), (2, third)]


def test_dossiers_have_names_of_their_own(library):
    pinned(library, " Water \n rights ", "k1")
    pinned(library, "Fire", "k1")
    with library.snapshot() as view:
        assert [(one.name, one.pins) for one in view.dossiers.lines()] == [("Water rights", 1), ("Fire", 1)]
        assert view.dossiers.latest() == "Fire"
    assert "already" in refused(library, BadDossier, lambda held: held.rename("Fire", "Water  rights"))
    assert "needs a name" in refused(library, BadDossier, lambda held: held.make(" \n"))
    assert "120" in refused(library, BadDossier, lambda held: held.make("x" * 121))
    with library.keeping() as kept:
        kept.dossiers.rename("Water rights", "Water")
        kept.dossiers.rename("Fire", "Fire")
    with library.snapshot() as view:
        assert [one.name for one in view.dossiers.lines()] == ["Water", "Fire"]


def test_what_is_not_there_is_said_and_changes_nothing(library):
    (one,) = pinned(library, "Water", "k1")
    pinned(library, "Fire", "k1")
    for act in (
        lambda held: held.unpin("Fire", one),
        lambda held: held.move("Water", 99, 1),
        lambda held: held.annotate("Water", 99, ""),
        lambda held: held.remove("Air"),
        lambda held: held.rename("Air", "Earth"),
    ):
        assert "`footnote dossier" in refused(library, NotKept, act)
    assert order(library, "Water") == [(1, one)]
    assert "4,000" in refused(library, BadDossier, lambda held: held.annotate("Water", one, "x" * 4_001))


def test_a_removed_dossier_is_on_the_disk_no_more(library, folder):
    (one,) = pinned(library, "Secret dossier", "secretquote")
    with library.keeping() as kept:
        kept.dossiers.annotate("Secret dossier", one, "secretnote")
    with library.keeping(erasing=True) as kept:
        kept.dossiers.remove("Secret dossier")
    assert [on_the_disk(folder, part) for part in (b"Secret dossier", b"secretnote", b"secretquote")] == [[], [], []]


@pytest.mark.parametrize(
    "change", ["UPDATE pin SET citation = '{}' WHERE id = ?", "UPDATE pin SET question = 'Who?' WHERE id = ?"]
)
def test_a_damaged_pin_is_refused_and_found_and_can_be_taken_out(library, change):
    one, two = pinned(library, "Water", "k1", "k2")
    library = tampered(library, change, one)
    with library.snapshot() as view, pytest.raises(LibraryDamaged, match="dossier unpin"):
        view.dossiers.pins("Water")
    assert [one.code for one in library.verify()] == ["pin"]
    with library.keeping() as kept:
        kept.dossiers.unpin("Water", one)
    assert order(library, "Water") == [(1, two)]
    assert library.verify() == []
    library.close()


def test_a_gap_between_places_is_found(library):
    one, _ = pinned(library, "Water", "k1", "k2")
    library = tampered(library, "UPDATE pin SET place = 7 WHERE id = ?", one)
    assert [one.code for one in library.verify()] == ["pin"]
    with library.keeping() as kept:
        kept.dossiers.move("Water", one, 1)
    assert library.verify() == []
    library.close()


class Dossiers(RuleBasedStateMachine):
    """Two libraries on one folder, as two tabs, and a plain list that says what must be there."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.tabs = [open_library(self.folder), open_library(self.folder)]
        self.model = {"A": {}, "B": {}}
        for name in self.model:
            with self.tabs[0].keeping() as kept:
                kept.dossiers.make(name)

    @rule(tab=st.integers(0, 1), name=st.sampled_from("AB"), key=st.integers(0, 5))
    def pin(self, tab, name, key):
        with self.tabs[tab].keeping() as kept:
            number = kept.dossiers.pin(name, new(f"k{key}", f"d{key % 3}"))
        self.model[name].setdefault(number, key)

    @precondition(lambda self: any(self.model.values()))
    @rule(tab=st.integers(0, 1), data=st.data(), place=st.integers(-1, 8))
    def move(self, tab, data, place):
        name, number = data.draw(self.some_pin())
        with self.tabs[tab].keeping() as kept:
            kept.dossiers.move(name, number, place)
        keys = list(self.model[name])
        keys.remove(number)
        keys.insert(max(place, 1) - 1, number)
        self.model[name] = {one: self.model[name][one] for one in keys}

    @precondition(lambda self: any(self.model.values()))
    @rule(tab=st.integers(0, 1), data=st.data())
    def unpin(self, tab, data):
        name, number = data.draw(self.some_pin())
        with self.tabs[tab].keeping() as kept:
            kept.dossiers.unpin(name, number)
        del self.model[name][number]

    @rule(tab=st.integers(0, 1), document=st.integers(0, 2))
    def erase_a_document(self, tab, document):
        with self.tabs[tab].keeping() as kept:
            kept.dossiers.unpin_quoting([f"d{document}"])
        for name, pins in self.model.items():
            self.model[name] = {number: key for number, key in pins.items() if key % 3 != document}

    @rule(tab=st.integers(0, 1), name=st.sampled_from("AB"))
    def remove(self, tab, name):
        with self.tabs[tab].keeping() as kept:
            kept.dossiers.remove(name)
            kept.dossiers.make(name)
        self.model[name] = {}

    @rule(tab=st.integers(0, 1))
    def restart(self, tab):
        self.tabs[tab].close()
        self.tabs[tab] = open_library(self.folder)

    @invariant()
    def the_pins_are_those_of_the_list_in_its_order(self):
        for library in self.tabs:
            for name, pins in self.model.items():
                assert order(library, name) == list(enumerate(pins, 1))
            with library.snapshot() as view:
                assert view.dossiers.out_of_order() == ()

    def some_pin(self):
        return st.sampled_from([(name, number) for name, pins in self.model.items() for number in pins])

    def teardown(self):
        for library in getattr(self, "tabs", ()):
            library.close()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestPlaces = Dossiers.TestCase
TestPlaces.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
