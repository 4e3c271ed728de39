"""Find the replies of one author without reading the others'."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index, made without touching rows."""

    dependencies = [("community", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["author", "id"], name="community_reply_author", condition=models.Q(("reply_to__isnull", False))
            ),
        ),
    ]
