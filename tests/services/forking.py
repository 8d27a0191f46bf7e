"""Does jobs in processes that last for one job each, and die or stand still when told. Speaks JSON by lines.

An order: {"job": id, "at": number of the event, "signal": 9, "later": seconds, "without": [names]}. An event
is a statement, each side of a commit, or a message from the child that parses. `"idle": "1s"`: how long
PostgreSQL lets it stand still inside a transaction. Answers with the process, and then with how it ended and
how many events there were.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import django


class Events:
    """Counts them, and ends this process at the one that was asked for."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._order = order
        self.seen = 0

    def happens(self) -> None:
        self.seen += 1
        if self.seen == self._order.get("at"):
            if later := self._order.get("later"):
                threading.Thread(target=self._end, args=(later,), daemon=True).start()
            else:
                self._end(0)

    def _end(self, later: float) -> None:
        time.sleep(later)
        os.kill(os.getpid(), self._order["signal"])

    def statement(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.happens()
        return execute(*arguments)

    def commit(self, commit: Callable[[], None]) -> Callable[[], None]:
        def counted() -> None:
            self.happens()
            commit()
            self.happens()

        return counted

    def messages(self, receive: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def counted(file: Any) -> Iterator[Any]:
            for message in receive(file):
                self.happens()
                yield message

        return counted


def work(order: dict[str, Any]) -> int:
    from django.db import connection

    from gevinst.jobs import runner
    from indicators.imports.parsing import wire
    from tests.services.weakened import weaken

    if "idle" in order:
        with connection.cursor() as cursor:
            cursor.execute("SET idle_in_transaction_session_timeout = %s", [order["idle"]])
    weaken(*order.get("without", []))
    events = Events(order)
    connection.execute_wrappers.append(events.statement)
    connection._commit = events.commit(connection._commit)
    wire.receive = events.messages(wire.receive)
    runner.run(order["job"])
    return events.seen


def main() -> None:
    django.setup()
    from indicators.imports import staging
    from tests.services.weeks import FEW_ROWS

    staging.ROWS.update(FEW_ROWS)
    import gevinst.api.jobs
    import gevinst.values.jobs  # noqa: F401

    for line in sys.stdin:
        read, write = os.pipe()
        if (process := os.fork()) == 0:
            os.write(write, str(work(json.loads(line))).encode())
            os._exit(0)
        os.close(write)
        say({"process": process})
        _, status = os.waitpid(process, 0)
        say({"status": status, "events": int(os.read(read, 20) or 0)})
        os.close(read)


def say(message: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
