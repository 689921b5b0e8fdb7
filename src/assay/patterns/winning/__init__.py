"""How likely an open deal is to be won, learnt from deals as they were known while they were open."""
