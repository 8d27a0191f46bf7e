from django.db import migrations


def keep_what_was_chosen(apps, schema_editor):
    benefits = apps.get_model("plans", "Benefit")
    for chosen in apps.get_model("reviews", "ReviewFrequency").objects.all():
        benefits.objects.filter(pk=chosen.benefit_id).update(review_every=chosen.rhythm)


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0001_initial"),
        ("plans", "0005_what_a_plan_says"),
    ]

    operations = [
        migrations.RunPython(keep_what_was_chosen, migrations.RunPython.noop),
        migrations.DeleteModel(name="ReviewFrequency"),
    ]
