"""The ladder of seniority; a rank is its integer in the clustered tables and in signals."""

UNKNOWN, INDIVIDUAL, MANAGER, DIRECTOR, VP, C_LEVEL = range(6)
LABELS = ("unknown", "individual", "manager", "director", "vp", "c_level")
WORDS = ("unknown seniority", "individual contributor", "manager", "director", "vice president", "top management")
