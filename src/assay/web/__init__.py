"""The web application: what a sales team works with, served by the team's own machine."""
