"""Fixtures that several folders of tests share."""

pytest_plugins = ["postgres_server", "spark_server"]
