"""What Larkmoor sells, who sells against it, and how the two compare by theme, which moves over the years."""

from dataclasses import dataclass

from assay.sample.clock import moment

INDUSTRIES = ("Food & Beverage", "Metals", "Life Sciences")
THEMES = ("price", "reputation", "product mix", "quality", "features", "service and support")


@dataclass(frozen=True)
class Product:
    """A product line: list price in EUR for a small, a middle and a large buyer, and what deals for it are called."""

    name: str
    prices: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    purposes: tuple[str, ...]
    makes: str


PRODUCTS = (
    Product(
        "LX-40",
        ((14, 34), (22, 58), (40, 110)),
        ("incoming goods", "QC lab", "bench replacement", "second lab", "shift lab"),
        "benchtop analyser",
    ),
    Product(
        "LX-90",
        ((38, 70), (60, 150), (110, 320)),
        ("line 2", "line 4", "new plant", "inline control", "melt shop", "dryer control"),
        "inline analyser",
    ),
    Product(
        "Moorline",
        ((6, 14), (10, 28), (22, 64)),
        ("moisture control", "silo monitoring", "dryer upgrade", "probe renewal"),
        "moisture probes",
    ),
    Product(
        "Larkview",
        ((8, 18), (14, 44), (36, 120)),
        ("data roll-out", "LIMS link", "multi-site", "audit trail"),
        "measurement software",
    ),
)


@dataclass(frozen=True)
class Rival:
    """A seller against us. `ours` says per theme how much better (+) or worse (-) than it we are, -1 to 1."""

    name: str
    weight: float
    ours: dict[str, float]


RIVALS = (
    Rival("Northgauge", 4.0, {"price": -0.3, "features": 0.2, "service and support": 0.6, "reputation": 0.1}),
    Rival("Optelar", 2.5, {"reputation": -0.4, "price": 0.3, "product mix": -0.3, "quality": 0.1}),
    Rival("Spectrane", 2.0, {"quality": -0.3, "features": -0.2, "service and support": 0.3, "price": 0.2}),
    Rival("Tessamet", 2.5, {"price": -0.7, "quality": 0.5, "reputation": 0.3, "service and support": 0.3}),
)
#: Northgauge opened its service hubs: a loaner within a day, where we take a week
HUBS_OPENED = moment(2025, 3, 17)
#: Tessamet cut the price of its bench line
PRICE_CUT = moment(2026, 1, 12)


def compare(rival: Rival, theme: str, at: int) -> float:
    """How we compare with a rival on a theme at a moment, -1 (far worse) to 1 (far better)."""
    ours = rival.ours.get(theme, 0.0)
    if rival.name == "Northgauge" and theme == "service and support" and at >= HUBS_OPENED:
        return ours - 1.1
    if rival.name == "Tessamet" and theme == "price" and at >= PRICE_CUT:
        return ours - 0.2
    return ours


def find_product(name: str) -> Product:
    """The product line of that name."""
    return next(product for product in PRODUCTS if product.name == name)
