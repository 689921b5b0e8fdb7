"""Fixtures that several folders of tests share."""

import os
import tempfile

pytest_plugins = ["postgres_server", "spark_server"]

# The web application reads where its home is when it is first imported, which pytest-django does at once.
os.environ["ASSAY_HOME"] = tempfile.mkdtemp(prefix="assay-test-home-")
