"""What share of ended deals was debriefed."""
