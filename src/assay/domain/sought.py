"""For which effect the record is said to be large enough: stated beforehand, never the one that was found."""

#: the lift that is worth acting on
SOUGHT_LIFT = 1.5

#: how often a lift of that size is to be told from none
SOUGHT_POWER = 0.8
