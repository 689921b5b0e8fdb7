"""Criteria as a page shows them: the rules that were learnt, and their back-test as a chart."""
