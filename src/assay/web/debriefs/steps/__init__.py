"""The page of one debrief, and the steps that are taken there."""
