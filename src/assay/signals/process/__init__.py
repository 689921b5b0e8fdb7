"""How the deal moved through the stages."""
