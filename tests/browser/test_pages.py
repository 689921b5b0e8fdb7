"""Pages as a person uses them, at a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

KINDS = {
    "team": "index.html",
    "list": "deals.html",
    "deal": "deals/D003.html",
    "crowded deal": "deals/D005.html",
    "bare deal": "deals/D007.html",
}


def open_page(page: Page, pages: Path, kind: str) -> None:
    page.goto((pages / KINDS[kind]).as_uri())


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(page: Page, pages: Path, kind: str) -> None:
    open_page(page, pages, kind)
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_the_page(page: Page, pages: Path, kind: str) -> None:
    open_page(page, pages, kind)
    outside = page.evaluate(OUTSIDE)
    assert outside == []


def test_a_finding_opens_its_rows(page: Page, pages: Path) -> None:
    open_page(page, pages, "deal")
    finding = page.locator(".finding").first
    rows = finding.locator(".rows tbody tr")
    expect(rows.first).to_be_hidden()
    finding.locator("summary").first.click()
    expect(rows.first).to_be_visible()
    assert finding.locator("summary").first.inner_text().replace("\u00a0", " ") == (
        f"Show the {rows.count()} rows it rests on"
    )


def test_an_evidence_row_leads_to_the_same_row_of_the_whole_list(page: Page, pages: Path) -> None:
    open_page(page, pages, "deal")
    finding = page.locator(".finding").first
    finding.locator("summary").first.click()
    link = finding.locator(".rows tbody a").first
    target = page.locator(link.get_attribute("href") or "")
    link.click()
    expect(target).to_be_in_viewport()
    assert target.evaluate("one => one.matches(':target')")


def test_a_mark_of_the_picture_leads_to_its_row(page: Page, pages: Path) -> None:
    open_page(page, pages, "deal")
    mark = page.locator(".timeline a.mark").first
    target = page.locator(mark.get_attribute("href") or "")
    mark.focus()
    page.keyboard.press("Enter")
    expect(target).to_be_in_viewport()


def test_the_picture_scrolls_inside_its_own_box_only(page: Page, pages: Path) -> None:
    open_page(page, pages, "crowded deal")
    box = page.locator(".timeline .scroll")
    inner, outer = box.evaluate("one => [one.scrollWidth, one.clientWidth]")
    narrow = (page.viewport_size or {})["width"] < 1000
    assert (inner > outer) == narrow


def test_a_picture_that_goes_on_says_so(page: Page, pages: Path) -> None:
    open_page(page, pages, "crowded deal")
    inner, outer = page.locator(".timeline .scroll").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert page.locator(".timeline .hint").is_visible() == (inner > outer)


def test_charts_are_whole_and_their_words_large_enough_to_read(page: Page, pages: Path) -> None:
    open_page(page, pages, "team")
    charts = page.evaluate(CHARTS)
    assert len(charts) == page.locator("figure.chart").count() > 0
    for chart in charts:
        assert chart["letters"] >= 11, chart
        assert chart["cut"] == [], chart


def test_lane_names_stand_beside_their_lanes(page: Page, pages: Path) -> None:
    open_page(page, pages, "deal")
    labels = page.locator(".lane").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(b => b.top + b.height / 2)"
    )
    rails = page.locator("path.rail").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(labels) == len(rails)
    assert all(abs(label - rail) <= 2 for label, rail in zip(labels, rails, strict=True))


def test_the_numbers_of_a_chart_open_and_lead_to_their_csv(page: Page, pages: Path) -> None:
    open_page(page, pages, "team")
    chart = page.locator("figure.chart").first
    chart.locator("summary").click()
    expect(chart.locator("table")).to_be_visible()
    href = chart.locator(".csv a").get_attribute("href") or ""
    assert (pages / href).is_file()


def test_a_lost_deal_opens_from_the_team_page_and_leads_back(page: Page, pages: Path) -> None:
    open_page(page, pages, "team")
    page.locator(".deals a").first.click()
    expect(page.locator("h2#story")).to_be_visible()
    page.locator(".back a").click()
    expect(page.locator("h2#coverage")).to_be_attached()


@pytest.mark.parametrize("kind", ["team", "deal"])
def test_text_stands_out_from_its_ground(page: Page, pages: Path, kind: str) -> None:
    open_page(page, pages, kind)
    weak = page.evaluate(CONTRAST)
    assert weak == []


#: every chart on show: its smallest letters in pixels, and the words that reach out of the drawing or the window
CHARTS = """() => [...document.querySelectorAll('figure.chart svg')].filter(one => one.getBoundingClientRect().width)
  .map(one => { const frame = one.getBoundingClientRect(), scale = frame.width / one.viewBox.baseVal.width;
    const texts = [...one.querySelectorAll('text')].filter(text => text.textContent && !text.closest('[opacity="0"]'));
    const right = Math.min(frame.right, document.documentElement.clientWidth);
    return { letters: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale)),
      cut: texts.filter(text => { const box = text.getBoundingClientRect();
          return text.textContent.includes('…') || box.left < frame.left - 1 || box.right > right + 1; })
        .map(text => text.textContent) }; })"""

#: every text whose contrast with the nearest painted ground is under 4.5 (WCAG 2.2, 1.4.3)
CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = one => { for (; one; one = one.parentElement) {
    const found = parse(getComputedStyle(one).backgroundColor); if (found.length < 4 || found[3] === 1) return found; }
    return [255, 255, 255]; };
  return [...document.querySelectorAll('body *')].filter(one => !one.closest('svg') &&
      [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => [light(parse(getComputedStyle(one).color)), light(ground(one)), one.outerHTML.slice(0, 80)])
    .map(([a, b, html]) => [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), html])
    .filter(([ratio]) => ratio < 4.5);
}"""

#: every element that reaches beyond the right edge, unless it scrolls inside a box of its own
OUTSIDE = """() => [...document.querySelectorAll('main *')]
  .filter(one => !one.closest('.scroll') && !one.closest('details:not([open])'))
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 90))"""
