"""Sample data sets: one invented story in English and French; knows no widgets and no files of users."""

from __future__ import annotations

from cjm_widgets.datasets.sample import SEED, Sample, glasses

__all__ = ["SEED", "Sample", "glasses"]
