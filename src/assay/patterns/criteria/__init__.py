"""Rules that tell deals worth pursuing from those not: learnt on earlier deals, tried on later ones."""
