"""CurrencyType and DatedConversionRate: the company counts in euros; the rates of the dollar are invented."""

from assay.sample.clock import DAY, END, START, day_text, quarter_end, time_text
from assay.sample.files import Sheet
from assay.sample.ids import Ids

#: dollars for one euro, a quarter each, from the quarter in which the files begin
_DOLLARS = (
    "1.07",
    "1.08",
    "1.09",
    "1.10",
    "1.06",
    "1.05",
    "1.11",
    "1.16",
    "1.17",
    "1.15",
    "1.14",
    "1.16",
    "1.18",
    "1.17",
)


def money_sheets(ids: Ids) -> list[Sheet]:
    """Both currencies, and the dollar's rate in each quarter."""
    types, rates = Sheet("CurrencyType"), Sheet("DatedConversionRate")
    entered = time_text(START - 600 * DAY)
    for code, rate, home in (("EUR", "1", "true"), ("USD", _DOLLARS[-2], "false")):
        types.add(
            Id=ids.take("CurrencyType"),
            IsoCode=code,
            ConversionRate=rate,
            DecimalPlaces=2,
            IsActive="true",
            IsCorporate=home,
            CreatedDate=entered,
            LastModifiedDate=entered,
        )
    begins = START - START % DAY - 32 * DAY
    for rate in _DOLLARS:
        if begins < END:
            ends = quarter_end(begins) + DAY
            for code, value in (("EUR", "1"), ("USD", rate)):
                rates.add(
                    Id=ids.take("DatedConversionRate"),
                    IsoCode=code,
                    StartDate=day_text(begins),
                    NextStartDate=day_text(ends),
                    ConversionRate=value,
                    CreatedDate=time_text(begins),
                )
            begins = ends
    return [types, rates]
