"""Why the system does not let a file be read or written, in words of the catalogue; opens none."""

from __future__ import annotations

import errno

from cjm_widgets.model.words import Words

_NO_ANSWER = (
    "ESTALE", "ENOTCONN", "ENODEV", "ENXIO", "EREMOTEIO", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH",
    "ENETDOWN", "ENETUNREACH", "ECONNABORTED", "ECONNRESET",
)  # fmt: skip
_REASONS = {
    errno.ENOSPC: "storage.disk_full",
    getattr(errno, "EDQUOT", -1): "storage.quota",
    errno.EROFS: "storage.disk_read_only",
    errno.EIO: "storage.disk_fault",
    errno.ENOENT: "storage.folder_gone",
    errno.ENOTDIR: "storage.folder_gone",
    errno.ENAMETOOLONG: "storage.name_too_long",
    **{getattr(errno, name): "storage.drive_silent" for name in _NO_ANSWER if hasattr(errno, name)},
}


def reason_of(error: OSError, otherwise: str) -> Words:
    """Return the reason in words; `otherwise` is the key of a sentence that takes in what the system said."""
    known = _REASONS.get(error.errno or 0)
    return Words(known) if known else Words(otherwise, reason=error.strerror or str(error))


def is_gone(error: OSError) -> bool:
    """Tell whether there is no such file, rather than no way to know."""
    return isinstance(error, FileNotFoundError | NotADirectoryError)
