"""Versions that tell an old page from a new one, why a grant was given, and hashes in place of an invitation's token."""

import hashlib
from typing import ClassVar

from django.db import migrations, models


def hash_tokens(apps, editor):
    """Links that were sent before go on to work."""
    for invitation in apps.get_model("people", "Invitation").objects.all():
        invitation.token_hash = hashlib.sha256(invitation.token_hash.encode()).hexdigest()
        invitation.save(update_fields=["token_hash"])


def _version():
    return models.PositiveIntegerField(default=1, editable=False)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("team", "version", _version()),
        migrations.AddField("user", "version", _version()),
        migrations.AddField("privatenote", "version", _version()),
        migrations.AddField("grant", "why", models.CharField("why", max_length=300, blank=True)),
        migrations.RenameField("invitation", "token", "token_hash"),
        migrations.AlterField("invitation", "token_hash", models.CharField(max_length=64, unique=True, editable=False)),
        migrations.RunPython(hash_tokens, migrations.RunPython.noop),
    ]
