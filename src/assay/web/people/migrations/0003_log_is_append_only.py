"""From here on the database refuses to change the log."""

from typing import ClassVar

from django.db import migrations

from assay.web.people.append_only import guard_log, lift_guard


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_versions_and_hashes")]

    operations: ClassVar = [
        migrations.RunPython(
            lambda apps, editor: guard_log(editor.connection), lambda apps, editor: lift_guard(editor.connection)
        )
    ]
