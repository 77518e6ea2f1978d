"""IMS QTI 1.2: an assessment that learning platforms import (Canvas, Blackboard, ILIAS and others).

The elements and their order are those of the specification's content models
(https://www.imsglobal.org/question/). Short answers are compared in the response processing;
essays have none, and their reference is the solution feedback.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from decks.exchange.courseware import CourseQuestion, questions
from decks.exchange.outgoing import OutgoingDeck

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def write_qti(deck: OutgoingDeck) -> str:
    """The deck as one assessment with one section."""
    root = Xml.Element("questestinterop", xmlns=NAMESPACE)
    title = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", deck.name).split()) or "Deck"
    assessment = Xml.SubElement(root, "assessment", ident=_ident(deck.id), title=title)
    section = Xml.SubElement(assessment, "section", ident="root_section")
    for one in questions(deck):
        _item(section, one)
    Xml.indent(root)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"
    )


def _ident(text: str) -> str:
    return re.sub(r"[^\w.-]", "_", text)


def _item(section: Xml.Element, one: CourseQuestion) -> None:
    item = Xml.SubElement(section, "item", ident=_ident(one.id), title=one.title)
    _metadata(item, "short_answer_question" if one.answers else "essay_question")
    presentation = Xml.SubElement(item, "presentation")
    _material(presentation, one.question)
    response = Xml.SubElement(
        presentation, "response_str", ident="response1", rcardinality="Single"
    )
    fib = Xml.SubElement(response, "render_fib")
    if not one.answers:
        fib.set("rows", "10")
    Xml.SubElement(fib, "response_label", ident="answer1")
    processing = Xml.SubElement(item, "resprocessing")
    outcomes = Xml.SubElement(processing, "outcomes")
    Xml.SubElement(
        outcomes, "decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100"
    )
    if one.answers:
        condition = Xml.SubElement(processing, "respcondition", attrib={"continue": "No"})
        either = Xml.SubElement(Xml.SubElement(condition, "conditionvar"), "or")
        for answer in one.answers:
            equal = Xml.SubElement(either, "varequal", respident="response1", case="No")
            equal.text = answer
        Xml.SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    elsewise = Xml.SubElement(processing, "respcondition", attrib={"continue": "No"})
    Xml.SubElement(Xml.SubElement(elsewise, "conditionvar"), "other")
    if one.feedback:
        Xml.SubElement(
            elsewise, "displayfeedback", feedbacktype="Solution", linkrefid="solution_fb"
        )
        feedback = Xml.SubElement(item, "itemfeedback", ident="solution_fb")
        solution = Xml.SubElement(feedback, "solution")
        _material(Xml.SubElement(solution, "solutionmaterial"), one.feedback)


def _metadata(item: Xml.Element, kind: str) -> None:
    metadata = Xml.SubElement(Xml.SubElement(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", kind), ("points_possible", "1")):
        field = Xml.SubElement(metadata, "qtimetadatafield")
        Xml.SubElement(field, "fieldlabel").text = label
        Xml.SubElement(field, "fieldentry").text = entry


def _material(parent: Xml.Element, markup: str) -> None:
    material = Xml.SubElement(parent, "material")
    Xml.SubElement(material, "mattext", texttype="text/html").text = markup
