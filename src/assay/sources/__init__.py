"""Each place that records come from: rows and problems out."""
