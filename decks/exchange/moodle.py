"""Moodle XML: questions for Moodle's question bank, with pictures inside.

https://docs.moodle.org/en/Moodle_XML_format. Short answers are compared as typed; essays carry the
reference as information for the person who marks them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from decks.exchange.courseware import CourseQuestion, questions
from decks.exchange.outgoing import OutgoingDeck
from decks.media import Medium

_IMAGE = re.compile(r'<img src="([^"]*)"')


def write_moodle(deck: OutgoingDeck) -> str:
    """The deck as one category of questions."""
    quiz = Xml.Element("quiz")
    category = Xml.SubElement(quiz, "question", type="category")
    _text(Xml.SubElement(category, "category"), f"$course$/top/{deck.name.replace('/', '//')}")
    media = {medium.name: medium for medium in deck.media}
    for one in questions(deck):
        _question(quiz, one, media)
    Xml.indent(quiz)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(quiz, encoding="unicode") + "\n"
    )


def _question(quiz: Xml.Element, one: CourseQuestion, media: Mapping[str, Medium]) -> None:
    made = Xml.SubElement(quiz, "question", type="shortanswer" if one.answers else "essay")
    _text(Xml.SubElement(made, "name"), one.title)
    _html(made, "questiontext", one.question, media)
    _html(made, "generalfeedback", one.feedback, media)
    Xml.SubElement(made, "defaultgrade").text = "1"
    Xml.SubElement(made, "penalty").text = "0.3333333"
    Xml.SubElement(made, "hidden").text = "0"
    Xml.SubElement(made, "idnumber").text = one.id
    if one.answers:
        Xml.SubElement(made, "usecase").text = "0"
        for answer in one.answers:
            right = Xml.SubElement(made, "answer", fraction="100", format="moodle_auto_format")
            # A star stands for any words in such an answer.
            _text(right, answer.replace("*", "\\*"))
            _text(Xml.SubElement(right, "feedback", format="html"), "")
    else:
        Xml.SubElement(made, "responseformat").text = "editor"
        Xml.SubElement(made, "responserequired").text = "1"
        Xml.SubElement(made, "responsefieldlines").text = "10"
        Xml.SubElement(made, "attachments").text = "0"
        Xml.SubElement(made, "attachmentsrequired").text = "0"
        _html(made, "graderinfo", one.reference, media)
        _text(Xml.SubElement(made, "responsetemplate", format="html"), "")
    if one.tags:
        tags = Xml.SubElement(made, "tags")
        for tag in one.tags:
            _text(Xml.SubElement(tags, "tag"), tag)


def _html(parent: Xml.Element, name: str, markup: str, media: Mapping[str, Medium]) -> None:
    """Markup with the pictures that it shows, which Moodle keeps beside it."""
    used: list[Medium] = []

    def placed(found: re.Match[str]) -> str:
        medium = media.get(unescape(found[1]))
        if medium is None:
            return found[0]
        used.append(medium)
        return f'<img src="{escape("@@PLUGINFILE@@/" + quote(medium.name))}"'

    holder = Xml.SubElement(parent, name, format="html")
    _text(holder, _IMAGE.sub(placed, markup))
    for medium in dict.fromkeys(used):
        file = Xml.SubElement(holder, "file", name=medium.name, path="/", encoding="base64")
        file.text = base64.b64encode(medium.data).decode("ascii")


def _text(parent: Xml.Element, words: str) -> None:
    Xml.SubElement(parent, "text").text = words
