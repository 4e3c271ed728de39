"""Count again the threads that an author began: a figure that everybody sees counts what everybody may read."""

from django.db import migrations
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

# Authors of one statement: short enough that others write in between.
BATCH = 1_000


def count_again(apps, _editor):
    Actor, Post = apps.get_model("people", "Actor"), apps.get_model("community", "Post")
    begun = Post.objects.filter(
        author=OuterRef("pk"), reply_to=None, deleted_at=None, audience__in=("public", "unlisted")
    )
    counted = begun.order_by().values("author").annotate(number=Count("pk")).values("number")
    number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    after = 0
    while some := list(
        Actor.objects.filter(pk__gt=after, posts_count__gt=0).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        Actor.objects.filter(pk__in=some).update(posts_count=number)
        after = some[-1]


class Migration(migrations.Migration):
    # Each batch stands alone; doing it twice gives the same figures.
    atomic = False

    dependencies = [
        ("community", "0010_files_on_posts"),
        ("people", "0010_accounts_say_how_they_began"),
    ]

    operations = [migrations.RunPython(count_again, migrations.RunPython.noop)]
