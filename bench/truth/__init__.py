"""The method held against made-up histories of which the truth is known; it shares no code with the estimators."""
