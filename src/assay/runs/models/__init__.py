"""What is estimated of a deal by a model that was fitted to earlier deals: one file each, found by `find_models`."""

from collections.abc import Iterable

from assay.domain.signal import Signal
from assay.runs.models.model import Model

__all__ = ["Model", "find_models", "find_models_of"]


def find_models() -> tuple[Model, ...]:
    """Every model; the name of each is that of the table of the book which it fills."""
    from assay.runs.models import experience, silence, turn

    return (experience.MODEL, silence.MODEL, turn.MODEL)


def find_models_of(signals: Iterable[Signal]) -> tuple[Model, ...]:
    """The models whose tables any of the signals reads."""
    read = {name for signal in signals for name in signal.text.reads}
    return tuple(model for model in find_models() if model.name in read)
