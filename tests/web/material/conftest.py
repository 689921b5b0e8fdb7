"""What pages of this room are tested over: people, and a record with results in a database of its own."""

from web.learning.conftest import base as base
from web.learning.conftest import light_settings as light_settings
from web.learning.conftest import own_home as own_home
from web.learning.conftest import put as put
from web.learning.conftest import record as record
