from django.db import migrations, models


class Migration(migrations.Migration):
    """Who pinned a passage, and who says what of a finding, is its author, as everywhere."""

    dependencies = [
        ('debriefs', '0005_guide_words'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='pin', name='one_pin_of_each_on_a_passage'),
        migrations.RenameField(model_name='pin', old_name='user', new_name='author'),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(fields=('debrief', 'author', 'utterance_id'), name='one_pin_of_each_on_a_passage'),
        ),
        migrations.RemoveConstraint(model_name='stance', name='one_stance_of_each'),
        migrations.RenameField(model_name='stance', old_name='user', new_name='author'),
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.UniqueConstraint(fields=('answer', 'author'), name='one_stance_of_each'),
        ),
    ]
