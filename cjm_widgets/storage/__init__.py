"""Documents in files: open, load, save, close; knows paths and files, no widgets and no metrics."""

from cjm_widgets.storage.registry import close, flush, load, open, save  # noqa: A004

__all__ = ["close", "flush", "load", "open", "save"]
