"""What goes with losing: every signal and every driver, week by week, with its placebo and all that was tried."""
