
import django.db.models.deletion
import toctoc.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_seals_say_only_what_was_proved'),
        ('proofs', '0001_attempts_are_counted'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=20)),
                ('sent_at', models.DateTimeField(default=toctoc.kernel.clock.now)),
                ('proof', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.proof')),
            ],
            options={
                'verbose_name': 'lettre',
                'verbose_name_plural': 'lettres',
                'constraints': [models.UniqueConstraint(fields=('proof', 'subject'), name='proofs_letter_once')],
            },
        ),
    ]
