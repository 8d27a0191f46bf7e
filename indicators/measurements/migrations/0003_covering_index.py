from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measurements", "0002_without_row_checks")]

    operations = [
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                fields=["indicator", "period_kind", "period_start", "actor"],
                include=["breakdown", "status", "numerator"],
                name="measurement_by_period",
            ),
        ),
        migrations.RemoveIndex(model_name="measurement", name="measurement_indicat_1d105c_idx"),
    ]
