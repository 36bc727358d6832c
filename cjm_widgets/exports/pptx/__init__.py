"""PowerPoint files of shapes and text that can be edited, one kind of slide a module."""

from cjm_widgets.exports.pptx.presentation import pptx

__all__ = ["pptx"]
