"""How far people agree with each other and with the model."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assay.domain.errors import InputError
from assay.reports.coding.agreeing import GivenCode, tell_agreement
from assay.reports.coding.queue import find_model
from assay.web.coding.faults import tells_faults
from assay.web.coding.recording import list_standing
from assay.web.coding.words import name_driver
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.spoken_taxonomy import speak_taxonomy


@require_safe
@tells_faults
def show_agreement(request: Request) -> HttpResponse:
    """Of all codes that people gave, whoever asks: no person is named, and no passage shown."""
    taxonomy = speak_taxonomy()
    try:
        with open_reading() as reading:
            model = find_model(reading.connection)
    except InputError:
        return render(request, "coding/no_run.html")
    found = tell_agreement(_read_codes(), taxonomy, model)
    drivers = [(name_driver(taxonomy, one.driver), one) for one in found.drivers]
    return render(request, "coding/agreement.html", {"found": found, "drivers": drivers, "model": model})


def _read_codes() -> list[GivenCode]:
    return [
        GivenCode(
            code.passage,
            str(code.coder_id),
            code.driver,
            code.model_driver,
            code.model,
            code.queue,
            code.is_blind,
            int(code.made_at.timestamp()),
        )
        for code in list_standing().filter(is_withdrawn=False)
    ]
