"""A chart put onto a page of its own room: its drawing kept on the shelf, its numbers at an address."""

from dataclasses import replace

from django.conf import settings

from assay.reports.charts import Chart, Drawing
from assay.reports.pages import render_chart
from assay.web.patterns.building import KeptPicture, find_environment
from assay.web.patterns.dressing import fill_drawings
from assay.web.patterns.keeping import Shelf
from assay.web.request import Request
from assay.web.results import Reading


def place_drawn(request: Request, reading: Reading, chart: Chart, address: str) -> str:
    """The HTML of the chart with its table. address: of its numbers as CSV.

    Raises TypeError for what is no drawing.
    """
    if not isinstance(chart.picture, Drawing):
        raise TypeError(chart.anchor)
    shelf = Shelf(settings.HOME.path, reading.version)
    name = shelf.keep_spec(chart.picture.spec, chart.picture.alt)
    placed = replace(chart, picture=KeptPicture(name), csv_href=address)
    return fill_drawings(request, shelf, render_chart(find_environment(), placed))
