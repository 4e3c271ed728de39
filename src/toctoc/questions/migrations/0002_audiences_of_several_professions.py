from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="audience",
            field=models.CharField(max_length=160),
        ),
        migrations.AlterField(
            model_name="questiontopic",
            name="audience",
            field=models.CharField(max_length=160),
        ),
    ]
