"""Numbers and money from text: which sign marks the decimals is found from all values of a column.

All SQL here reads cleaned text (no outer blanks, NULL for empty).
"""

import re
from dataclasses import dataclass

from assay.store.quoting import quote_text

#: as a machine writes it; 1.0E7 is how Data Loader writes ten million
PLAIN = r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$"

_POWER = r"^-?\d+(\.\d+)?[eE][+-]?\d+$"

#: currency signs that mean one currency only
SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "MX$": "MXN", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₽": "RUB",
    "₴": "UAH", "₫": "VND", "฿": "THB", "zł": "PLN", "Kč": "CZK", "Ft": "HUF",
}  # fmt: skip
#: signs that several currencies share: they are read over, and tell nothing
SHARED_SIGNS = ("$", "¥", "kr.", "kr", "Fr.")

CURRENCIES = frozenset(
    re.findall(
        "[A-Z]{3}",
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        "HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
        "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
        "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
        "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ",
    )
)

_BLANKS = r"[\s\x{a0}\x{202f}'’]"
_SIGN_WORDS = (*sorted((*SIGNS, *SHARED_SIGNS), key=len, reverse=True),)
_MARK = "(?:" + "|".join((*(w.replace("$", r"\$").replace(".", r"\.") for w in _SIGN_WORDS), "[A-Z]{3}")) + ")"
_AMOUNT = (
    rf"^[(]?[-−+]?{_BLANKS}*{_MARK}?{_BLANKS}*[-−]?"
    r"([\d.,'’\s\x{a0}\x{202f}]*\d)"
    rf"[-−]?{_BLANKS}*{_MARK}?{_BLANKS}*%?[)]?$"
)


@dataclass(frozen=True)
class AmountForm:
    """How the numbers of one column are written.

    plain: all as a machine writes them.  comma, point: how many can only be read with that decimal sign.
    loose_comma, loose_point: how many hold one such sign before exactly three figures.  ungrouped: how many hold four
    figures in a row before any sign, so that thousands are not marked.
    """

    filled: int
    plain: bool = False
    comma: int = 0
    point: int = 0
    loose_comma: int = 0
    loose_point: int = 0
    ungrouped: int = 0


def profile_amount_sql(text: str) -> str:
    """Aggregates over one column, in the order that `read_amount_form` takes them."""
    bare = _bare(text)

    def count(pattern: str) -> str:
        return f"count(*) FILTER (WHERE regexp_matches({bare}, {quote_text(pattern)}))"

    def only(decimal: str, group: str) -> str:
        return count(
            rf"^\d{{1,3}}(?:[{group}]\d{{3}})+[{decimal}]\d+$|^\d+[{decimal}](?:\d{{1,2}}|\d{{4,}})$|^0[{decimal}]\d+$"
            rf"|^\d{{1,3}}(?:[{group}]\d{{3}}){{2,}}$|^\d{{4,}}[{decimal}]\d+$"
        )

    return ", ".join(
        (
            f"count({text})",
            f"count(*) FILTER (WHERE regexp_matches({text}, {quote_text(PLAIN)}))",
            only(",", "."),
            only(".", ","),
            count(r"^[1-9]\d{0,2},\d{3}$"),
            count(r"^[1-9]\d{0,2}\.\d{3}$"),
            count(r"^\d{4,}"),
        )
    )


def quick_amount_sql(text: str) -> str:
    """Two aggregates that are enough for a machine's column: filled values, values that can be read one way only."""
    loose = quote_text(r"^-?[1-9]\d{0,2}\.\d{3}$")
    plain = f"regexp_matches({text}, {quote_text(PLAIN)}) AND NOT regexp_matches({text}, {loose})"
    return f"count({text}), count(*) FILTER (WHERE {plain})"


def read_amount_form(counts: tuple[int, ...]) -> AmountForm:
    """The form, from one row of `profile_amount_sql`."""
    filled, plain, *rest = counts
    # "1.234" is what a machine writes for one and a bit, and what a German writes for more than a thousand
    return AmountForm(filled, plain == filled and not (rest[3] and not rest[1] and not rest[4]), *rest)


def decide_decimal(form: AmountForm) -> str | None:
    """ "comma" or "point" as the values themselves show it; None when none shows it or they contradict each other."""
    if form.comma != form.point:
        return "comma" if form.comma > form.point else "point"
    return None


def default_decimal(form: AmountForm, kind: str) -> str:
    """The reading when neither the column nor its file shows the decimal sign.

    One sign before exactly three figures marks thousands in a column of money that marks thousands at all; a rate or
    a share with a point is read as a machine writes it.
    """
    if form.loose_point and not form.loose_comma and kind == "money" and not form.ungrouped:
        return "comma"
    return "point"


def number_sql(text: str, form: AmountForm, decimal: str, sql_type: str) -> str:
    """The number in a text as `sql_type`; NULL when it is none."""
    if form.plain and decimal == "point":
        return f"try_cast({text} AS {sql_type})"
    bare = _bare(text)
    mark, group = (",", ".") if decimal == "comma" else (".", ",")
    good = rf"^(?:\d{{1,3}}(?:[{group}]\d{{3}})+|\d+)?(?:[{mark}]\d+)?$"
    figures = f"replace(replace({bare}, '{group}', ''), '{mark}', '.')"
    minus = f"regexp_matches({text}, '^[(].*[)]$|[-−]')"
    machine = f"regexp_matches({text}, {quote_text(_POWER)})"
    return (
        f"CASE WHEN {machine} THEN try_cast({text} AS {sql_type}) "
        f"WHEN regexp_matches({bare}, {quote_text(good)}) AND {_known_mark(text)} "
        f"THEN try_cast(CASE WHEN {minus} THEN '-' ELSE '' END || {figures} AS {sql_type}) END"
    )


def currency_sql(text: str) -> str:
    """The ISO 4217 code of the sign or code in a text; NULL without one, or when several currencies share it."""
    code = f"regexp_extract({text}, '[A-Z]{{3}}')"
    signs = " ".join(
        f"WHEN contains({text}, {quote_text(sign)}) THEN '{name}'"
        for sign, name in sorted(SIGNS.items(), key=lambda pair: -len(pair[0]))
    )
    return f"CASE WHEN {_is_code(code)} THEN {code} {signs} END"


def _is_code(text: str) -> str:
    return f"{text} IN ({', '.join(quote_text(code) for code in sorted(CURRENCIES))})"


def _known_mark(text: str) -> str:
    letters = f"regexp_extract({text}, '[A-Z]{{3}}')"
    signs = f"length(regexp_replace({text}, '[^-−]', '', 'g'))"
    return f"({letters} = '' OR {_is_code(letters)}) AND {signs} <= 1"


def _bare(text: str) -> str:
    """The figures with their signs, without currency, blanks, brackets and minus; empty when it is no number."""
    return f"regexp_replace(regexp_extract({text}, {quote_text(_AMOUNT)}, 1), {quote_text(_BLANKS)}, '', 'g')"
