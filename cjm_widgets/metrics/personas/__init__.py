"""Personas as live segments of the data, and personas proposed from data; draws nothing."""

from __future__ import annotations

from cjm_widgets.metrics.personas.proposals import Proposal, Proposals
from cjm_widgets.metrics.personas.propose import propose_personas
from cjm_widgets.metrics.personas.segments import Segments, segments

__all__ = ["Proposal", "Proposals", "Segments", "propose_personas", "segments"]
