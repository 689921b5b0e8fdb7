from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_first_learning"),
    ]

    operations = [
        migrations.AddField(
            model_name="audit",
            name="recorded_version",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
