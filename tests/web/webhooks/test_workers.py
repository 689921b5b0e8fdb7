"""Two workers in processes of their own send each delivery once, and go on after one was killed."""

import json
from collections import Counter

from jobs.conftest import Site
from jobs.conftest import either_site as either_site
from webhook_receiver import receive, wait_for

_MAKE = """
from assay.store.home import change_settings, open_home
from assay.web.webhooks.announcing import announce
from assay.web.webhooks.models import Endpoint
from assay.web.webhooks.secrets import make_salt
change_settings(open_home(), {"webhooks": "yes", "webhook_hosts": "127.0.0.1"})
for number in range(3):
    salt, begins = make_salt()
    Endpoint.objects.create(url=URL + str(number), events=["play.made"], salt=salt, begins=begins)
print(len([announce("play.made", {"play": {"id": number}}) for number in range(COUNT)]))
"""
_WORK = "from assay.jobs.worker import Working\nWorking().run(until_idle=True)"


def test_two_workers_send_each_delivery_once(either_site: Site) -> None:
    with receive() as receiver:
        made = _MAKE.replace("URL", repr(f"{receiver.url}/hook")).replace("COUNT", "20")
        assert either_site.run(made) == 20
        for worker in [either_site.start(_WORK), either_site.start(_WORK)]:
            worker.communicate(timeout=120)
        sent = Counter((one.path, one.headers["webhook-id"]) for one in receiver.taken)
    assert len(sent) == 60
    assert set(sent.values()) == {1}
    assert {json.loads(one.body)["type"] for one in receiver.taken} == {"play.made"}


def test_what_a_killed_worker_had_in_hand_arrives_under_the_same_id(either_site: Site) -> None:
    with receive(silent=60) as receiver:
        either_site.run(
            _MAKE.replace("range(3)", "range(1)").replace("URL", repr(f"{receiver.url}/hook")).replace("COUNT", "1")
        )
        worker = either_site.start_worker()
        wait_for(receiver, 1)
        worker.kill()
        worker.wait()
        receiver.silent = 0
        # as if the time of both leases had passed
        either_site.run(
            "from assay.jobs.models import Job\nfrom assay.web.webhooks.models import Delivery\n"
            "from django.utils import timezone\nJob.objects.update(lease_until=timezone.now())\n"
            "Delivery.objects.update(next_at=timezone.now())"
        )
        either_site.run(_WORK)
        assert len(receiver.taken) == 2
        assert len({one.headers["webhook-id"] for one in receiver.taken}) == 1
    counts = "from assay.web.webhooks.models import Delivery\nprint(Delivery.objects.filter(state='arrived').count())"
    assert either_site.run(counts) == 1
