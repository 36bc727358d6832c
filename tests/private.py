"""A document full of secrets, for the tests that look for them; knows no output."""

from __future__ import annotations

from PIL import Image

import cjm_widgets as cjm

SECRET = "Xylophonia"
OWN = "Salaryband"


def document() -> cjm.Document:
    """Return a persona with secrets everywhere, on a map of its own, and another map that is secret too."""
    doc = cjm.Document()
    julie = doc.add_persona(
        f"Julie {SECRET}", role=f"Nurse {SECRET}", quote=f"I am {SECRET}", place=SECRET,
        goals=[SECRET, "Open"], channels=[{"channel": SECRET, "weight": 0.5}],
        segment=f"city == '{SECRET}'", device="Phone",
    )  # fmt: skip
    julie.add_field(OWN, text=SECRET)
    julie.add_field("Pets", text="cat")
    julie.set_evidence("goals", "observed", quote=SECRET, source=SECRET, rows=SECRET)
    julie.set_evidence(OWN, "assumed", quote=SECRET)
    julie.set_avatar(Image.effect_noise((300, 300), 90))
    journey = doc.add_journey("Glasses", template="purchase")
    journey.set_emotion(journey.stages[0], 1, persona=julie)
    journey.add_card(lane="actions", stage=journey.stages[0], text="Calls", persona=julie)
    julie.set_private("name", "role", "quote", "place", "goals", "channels", "segment", "avatar", OWN)
    return doc


def with_another_map(doc: cjm.Document) -> cjm.Document:
    """Add a journey that is nobody's business, though no field of it is private."""
    other = doc.add_journey(f"Other {SECRET}", template="purchase")
    other.add_card(lane="actions", stage=other.stages[0], text=f"About {SECRET}")
    return doc
