"""The errors a reader can cause or meet; each message says what, what was expected and what to do."""

from __future__ import annotations


class AtlasError(Exception):
    """Base of every error that is shown to the reader as one sentence."""


class SchemaError(AtlasError):
    """A table does not keep its column contract."""


class VocabularyError(AtlasError):
    """A word is in no vocabulary."""


class ViewError(AtlasError):
    """A view parameter has no meaning."""


class SourceError(AtlasError):
    """A file is missing, unreadable or laid out differently than expected."""


class EmptyResultError(AtlasError):
    """A request is well formed and nothing answers it."""
