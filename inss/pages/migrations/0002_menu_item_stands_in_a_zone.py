from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def move_the_bar_at_the_top(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("pages", "MenuItem").objects.filter(in_utility=True).update(zone="utility")


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="menuitem",
            name="zone",
            field=models.CharField(
                choices=[
                    ("main", "the main row"),
                    ("utility", "the bar at the top"),
                    ("small-print", "the last line of the footer"),
                ],
                default="main",
                max_length=12,
                verbose_name="stands in",
            ),
        ),
        migrations.RunPython(move_the_bar_at_the_top, migrations.RunPython.noop),
        migrations.RemoveField(model_name="menuitem", name="in_utility"),
    ]
