"""The rep's own analysis (M4, G1 to G3): private until shared, and set beside the buyer's account afterwards."""
