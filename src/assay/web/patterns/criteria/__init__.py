"""Criteria: rules to pursue or to decline, their back-test, and what people decide beside them."""
