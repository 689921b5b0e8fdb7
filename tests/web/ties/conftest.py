"""What the pages of ties are tested over: the record and the debriefs of the neighbouring rooms."""

from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.learning.conftest import record as record
