"""From how many deals on they are a group, and how near in time those of a group must be. Nothing heavy is imported."""

#: fewer won deals are no group: as for what is typical, where a quartile of seven would rest on two deals
FEWEST_COMPARABLE = 8

#: quarters that the openings of comparable deals may lie apart: a year, so that every season is on both sides
QUARTERS_APART = 4
