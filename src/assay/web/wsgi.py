"""The application as a server runs it."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from assay.reports.charts import warm_drawing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.web.settings")
application = get_wsgi_application()

# aside: pages are answered meanwhile
Thread(target=warm_drawing, daemon=True).start()
