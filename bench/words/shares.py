"""How every figure on words writes a share: with its interval and its counts."""

from assay.stats.share import share


def tell_share(hits: int, n: int) -> str:
    """Such as "92 % (81 to 97; 46 of 50)", with Wilson's 95 % interval; "none" of nothing."""
    found = share(hits, n)
    if found is None:
        return "none"
    return f"{100 * found.mid:.0f} % ({100 * found.low:.0f} to {100 * found.high:.0f}; {hits} of {n})"
