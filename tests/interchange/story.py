"""A small document that always is the same, with every kind of cell in it; asserts nothing."""

from __future__ import annotations

import cjm_widgets as cjm


def story() -> cjm.Document:
    """Return two personas and a journey with texts, lists, numbers, truth and what looks like formulas."""
    doc = cjm.Document()
    julie = doc.add_persona(
        "Julie", role="Infirmière", goals=["Rien à avancer", "=1+1"], patience=2, age="038",
        channels=[{"channel": "App", "weight": 0.78}], quote="Personne ne\nme donne de date.",
    )  # fmt: skip
    doc.add_persona("Robert", role="Retraité")
    journey = doc.add_journey("Lunettes", template="purchase", tags=["-x", "é"], personas=[julie])
    stage = journey.stages[0]
    texts = ["=1+1", "'quoted", "+33 1 23", "@home", "-1", "1e5", "TRUE", "_x0041_", "a\tb\nc", "<b>&amp;"]
    texts.append("👩\u200d👧 \uffff")
    for text in texts:
        journey.add_card(lane="actions", stage=stage, text=text, moment_of_truth=True, impact=4)
    journey.add_card(lane="touchpoints", stage=stage, text="App", channel="App", tags=["a; b", "c"])
    journey.set_emotion(stage, -1.25, persona=julie, label="perdue", low=-2, high=0, moment_of_truth=True)
    return doc
