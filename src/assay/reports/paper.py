"""Prints a page as PDF, by the page's own print style."""

from pathlib import Path

from assay.domain.errors import InputError


def write_pdf(html: str, path: Path) -> None:
    """Write `html` as PDF. Raises InputError when Pango is missing or the file cannot be written."""
    pdf = print_pdf(html)
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}.", fix="Close it, or choose another --out."
        ) from error


def print_pdf(html: str) -> bytes:
    """`html` as PDF. Raises InputError when Pango is missing."""
    try:
        import weasyprint
    except OSError as error:
        raise InputError(
            f"The PDF needs Pango, which is not on this machine ({error}).",
            fix="Install it (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0), "
            "or leave the PDF out with --no-pdf.",
        ) from error
    printed = weasyprint.HTML(string=html, url_fetcher=_refuse_address).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(printed)


def _refuse_address(url: str) -> dict[str, object]:
    """Pages carry everything with them: nothing is ever fetched."""
    raise ValueError(f"{url}: a page must not load anything")
