"""A record in a database of its own."""

from asking.conftest import ask as ask
from asking.conftest import base as base
from asking.conftest import put as put
