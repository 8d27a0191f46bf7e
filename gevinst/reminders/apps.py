from django.apps import AppConfig
from django.core.checks import register

from gevinst.reminders.checks import links_of_mail_lead_somewhere


class RemindersConfig(AppConfig):
    name = "gevinst.reminders"

    def ready(self) -> None:
        register(links_of_mail_lead_somewhere)
