"""CJML 2.0 becomes a journey; document types, entities and what is no CJML are refused."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from tests.interchange.trips import file

CJML = """<?xml version="1.0" encoding="UTF-8"?>
<CJML version="2.0">
  <actualJourney>
    <journeyID>J1</journeyID><journeyTitle>Claim</journeyTitle>
    <journeyPhases>
      <journeyPhase phaseID="P1"><phaseName>Before</phaseName></journeyPhase>
      <journeyPhase phaseID="P2"><phaseName>After</phaseName></journeyPhase>
    </journeyPhases>
    <journeyShortSummary>A claim &amp; its answer</journeyShortSummary>
    <journeyStatus>done</journeyStatus>
    <actors>
      <endUser actorID="A1"><actorName>Ada</actorName></endUser>
      <serviceProvider actorID="A2"><companyName>Insurer</companyName></serviceProvider>
    </actors>
    <touchpoints>
      <actualCommunicationPoint>
        <touchpointID>T1</touchpointID><belongsTo phaseIDref="P1"/>
        <initiator><refersTo actorIDref="A1"/><initiatorLabel>Sends the claim</initiatorLabel></initiator>
        <receiver><refersTo actorIDref="A2"/><receiverLabel>Receives it</receiverLabel></receiver>
        <channel><channelName>Email</channelName></channel><comment>In a hurry</comment>
        <timestamps><timeOriginated>2026-01-05T10:00</timeOriginated></timestamps>
        <touchpointExperience><experienceDescription>Hopes</experienceDescription>
          <experienceRating>4</experienceRating></touchpointExperience>
      </actualCommunicationPoint>
      <actualCommunicationPoint>
        <touchpointID>D2</touchpointID><belongsTo phaseIDref="P2"/>
        <initiator><refersTo actorIDref="A2"/><initiatorLabel>Asks again</initiatorLabel></initiator>
        <receiver><refersTo actorIDref="A1"/><receiverLabel>Is annoyed</receiverLabel></receiver>
        <touchpointExperience><experienceRating>1</experienceRating></touchpointExperience>
      </actualCommunicationPoint>
      <actualAction><touchpointID>T3</touchpointID><belongsTo phaseIDref="P9"/>
        <initiator><refersTo actorIDref="A1"/><initiatorLabel>Waits</initiatorLabel></initiator>
        <touchpointExperience><experienceRating>good</experienceRating></touchpointExperience>
      </actualAction>
    </touchpoints>
  </actualJourney>
</CJML>
"""


def test_touchpoints_are_stages(tmp_path) -> None:
    doc = cjm.Document()
    preview = cjm.read(file(tmp_path, "claim.xml", CJML))
    (journey,) = preview.apply(doc)
    assert (journey.title, journey.kind, journey.record.status) == ("Claim", "current_state", "done")
    assert journey.record.objective == "A claim & its answer"
    assert [stage.name for stage in journey.stages] == ["Sends the claim", "Asks again", "Waits"]
    said = {(journey.lane(card.lane_id).kind, card.text) for card in journey.cards}
    assert said == {
        ("actions", "Sends the claim"), ("frontstage", "Insurer: Receives it"), ("touchpoints", "Email"),
        ("free_text", "In a hurry"), ("thoughts", "Hopes"), ("frontstage", "Insurer: Asks again"),
        ("actions", "Is annoyed"), ("actions", "Waits"),
    }  # fmt: skip
    ada = doc.persona("Ada").id
    assert [(p.value, p.persona_id) for p in sorted(journey.emotions, key=lambda p: -p.value)] == [
        (1, ada),
        (-2, ada),
    ]
    assert {card.tags for card in journey.cards if card.text == "Is annoyed"} == {("deviation",)}
    assert preview.counts["invalid"] == 1
    assert preview.counts["unassigned"] == 1
    preview.apply(doc)
    assert doc.revision == 1


def test_faults_have_their_line(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "claim.xml", CJML))
    lines = CJML.split("\n")
    rating = next(at for at, line in enumerate(lines, 1) if ">good<" in line)
    phase = next(at for at, line in enumerate(lines, 1) if '"P9"' in line)
    assert [str(each.place).rpartition("claim.xml, ")[2] for each in preview.invalid] == [
        f"line {rating}, Waits"
    ]
    assert f"line {phase}, Waits" in preview.unassigned[0].place
    assert f"line {phase}" in preview.to_frame().query("name == 'Waits' and kind == 'stage'")["place"].item()


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_the_encoding_is_the_one_the_file_names(encoding: str, tmp_path) -> None:
    text = CJML.replace("UTF-8", encoding).replace("Ada", "Zoë")
    doc = cjm.Document()
    cjm.read(file(tmp_path, "claim.cjml", text.encode(encoding))).apply(doc)
    assert doc.personas[0].name == "Zoë"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "bomb": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><CJML>&l9;</CJML>',
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><CJML>&e;</CJML>',
    "remote type": '<!DOCTYPE CJML SYSTEM "http://127.0.0.1:9/x.dtd"><CJML/>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><CJML/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_entities_are_refused(name: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"x\.xml.*DOCTYPE") as caught:
        cjm.read(file(tmp_path, "x.xml", HOSTILE[name]))
    assert caught.value.code == "xml_entities"


DEEP = "<actualJourney>" * 5_000 + "</actualJourney>" * 5_000  # each would be looked through from each above


@pytest.mark.parametrize(
    ("text", "code"),
    [(CJML[:700], "not_xml"), ("<svg/>", "not_cjml"), ("<CJML/>", "not_cjml"), ("words", "not_xml"),
     ("<CJML>\x00</CJML>", "not_xml"), ('<?xml version="1.0" encoding="klingon"?><CJML/>', "not_xml"),
     ("<a>" * 100_000, "not_xml"), (f"<CJML>{DEEP}</CJML>", "not_cjml")],
)  # fmt: skip
def test_what_is_no_cjml_is_refused(text: str, code: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"x\.xml") as caught:
        cjm.read(file(tmp_path, "x.xml", text))
    assert caught.value.code == code
