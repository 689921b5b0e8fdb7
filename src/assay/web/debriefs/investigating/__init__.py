"""The team's investigation (T7, T8): each answers alone, all is shown together, it ends with what is agreed."""
