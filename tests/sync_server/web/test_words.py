"""Every page in every language it is told in: nothing left out, nothing promised that is not given."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, PackageLoader

from sync_server.web import words
from sync_server.web.words import LANGUAGES, Sentence, words_in
from tests.sync_server.web.conftest import Office

LOCALE = Path(words.__file__).parent / "locale"
_NAMED = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated_with_its_blanks(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "web.po").open("rb") as file:
        catalogue = read_po(file)
    told = {str(message.id): message for message in catalogue if message.id}
    for message in told.values():
        pairs = zip(
            message.id if isinstance(message.id, tuple) else (message.id,),
            message.string if isinstance(message.string, tuple) else (message.string,),
            strict=True,
        )
        for before, after in pairs:
            assert after, message.id
            assert sorted(_NAMED.findall(str(before))) == sorted(_NAMED.findall(str(after))), (
                message.id
            )
    assert not [m.id for m in told.values() if m.fuzzy]


def test_no_text_of_a_template_is_missing_from_the_catalogues() -> None:
    environment = Environment(
        loader=PackageLoader("sync_server.web"), extensions=["jinja2.ext.i18n"]
    )
    known = words_in("fr", "fr").texts._catalog  # type: ignore[attr-defined]
    for name in environment.list_templates():
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        for _, _, said in environment.extract_translations(source):  # type: ignore[attr-defined]
            text = said[0] if isinstance(said, tuple) else said
            assert text is None or text in known or (text, 0) in known, (name, text)


def test_pages_are_french_where_french_is_asked_for(office: Office) -> None:
    reader = office.enter()
    reader.headers["Accept-Language"] = "fr-CA"
    office.evening.add_list()
    page = reader.page(f"/events/{office.evening.event_id}/tonight")
    for said in (
        "Ce soir",
        "à l'intérieur".replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        "Se déconnecter",
    ):
        assert said in page
    assert "Chaque invité" in reader.page(f"/events/{office.evening.event_id}/setup/lists")


def test_what_is_wrong_is_told_in_french_too(office: Office) -> None:
    reader = office.enter()
    reader.headers["Accept-Language"] = "fr"
    event = f"/events/{office.evening.event_id}"
    reader.page(f"{event}/setup/areas")
    answer = reader.send_form(
        f"{event}/setup/areas", name="A", capacity="many", capacity_mode="warn"
    )
    assert "nombre entier" in answer.text
    assert "At least" not in reader.send_form(f"{event}/tickets", holder_name="A", admits="0").text


def test_sentences_with_gaps_are_found_by_what_they_say() -> None:
    french = words_in("fr", "fr")
    told = french.told("Element “A1” needs a label of 1 to 200 characters.")
    assert (
        told
        == "L\N{RIGHT SINGLE QUOTATION MARK}élément « A1 » doit avoir un nom de 1 à 200 caractères."
    )
    assert french.told("The file is empty.") == "Le fichier est vide."
    assert french.told("Nobody ever wrote this") == "Nobody ever wrote this"
    assert french.told(None) == ""
    said = Sentence.about({"type": "greater_than_equal", "ctx": {"ge": 1}, "msg": "x"})
    assert (said, french.told(said)) == ("At least 1.", "Au moins 1.")
    assert Sentence.about({"type": "odd", "msg": "Odd {thing}"}) == "Odd {thing}"
    own = Sentence.about({"type": "value_error", "ctx": {"error": ValueError("{x}")}, "msg": "y"})
    assert french.told(own) == "{x}"
