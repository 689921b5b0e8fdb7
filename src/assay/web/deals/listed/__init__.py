"""The list of deals: filtered, sorted, paged, kept as views, taken along as CSV."""
