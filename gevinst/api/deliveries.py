"""What programs send: received once, however often it is sent."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypedDict

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.api.models import Delivery, Token
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from gevinst.values.uploads import TRIAL, job_of
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.services import receive_upload

DELIVER = "imports.deliver"


class Wishes(TypedDict):
    """What the sender says about the file, and wants done with it."""

    source: str
    indicator: Indicator | None
    layout: str
    strategy: str
    dry_run: bool


class OtherContentError(Exception):
    """The key was used before, for something else."""


def deliver(
    *, file: File[bytes], by: User, token: Token | None, key: str, wishes: Wishes
) -> tuple[Delivery, Job]:
    """The delivery under this key, received now if it is new, and its job. Raises OtherContentError, and
    FileError.

    `by` is the sender as the gate may see them: with a token, only at its actor.
    """
    fingerprint = _fingerprint(file, token, wishes)
    if key and (earlier := _earlier(by, key, fingerprint)):
        return earlier
    try:
        return _receive(file, by, token, key, fingerprint, wishes)
    except IntegrityError:
        # The same was sent twice at once, and the other one came first.
        earlier = _earlier(by, key, fingerprint)
        if earlier is None:
            raise
        return earlier


def deliveries_of(user: gate.Someone, token: Token | None) -> QuerySet[Delivery]:
    """Those the user may see; through a token only what was sent for its actor."""
    found = Delivery.objects.filter(upload__in=gate.uploads(user))
    if token is not None:
        found = found.filter(token__actor=token.actor_id)
    return found.select_related("upload__batch", "upload__created_by")


def still_allowed(delivery: Delivery) -> bool:
    """Whether the sender may still do what they could when they sent it."""
    sender, token = delivery.sender, delivery.token
    if token is not None:
        if token.revoked_at is not None:
            return False
        sender = gate.only_at(sender, token.actor_id)
    return gate.delivers_for(sender) >= set(delivery.upload.allowed_actors or [])


def _receive(
    file: File[bytes], by: User, token: Token | None, key: str, fingerprint: str, wishes: Wishes
) -> tuple[Delivery, Job]:
    upload: Upload | None = None
    try:
        with transaction.atomic():
            upload = receive_upload(
                file,
                name=file.name or "",
                by=by,
                source=wishes["source"],
                indicator=wishes["indicator"],
                layout=wishes["layout"],
                options={TRIAL: True} if wishes["dry_run"] else None,
                allowed_actors=sorted(gate.delivers_for(by)),
            )
            delivery = Delivery.objects.create(
                upload=upload,
                sender=by,
                token=token,
                key=key,
                fingerprint=fingerprint,
                strategy=wishes["strategy"],
                dry_run=wishes["dry_run"],
                same_file=_same_file(by, upload.digest),
            )
            job = enqueue(kind=DELIVER, subject=upload.pk, by=by)
    except IntegrityError:
        if upload is not None and upload.file.name:
            upload.file.storage.delete(upload.file.name)
        raise
    return delivery, job


def _earlier(by: User, key: str, fingerprint: str) -> tuple[Delivery, Job] | None:
    """The job comes with the delivery, and is read before it: see `job_of`."""
    found = Delivery.objects.filter(sender=by, key=key)
    job = job_of(Subquery(found.values("upload")))
    if job is None:
        return None
    delivery = found.select_related("upload__batch").get()
    if delivery.fingerprint != fingerprint:
        raise OtherContentError
    return delivery, job


def _fingerprint(file: File[bytes], token: Token | None, wishes: Wishes) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    indicator = wishes["indicator"]
    said: dict[str, Any] = {**wishes, "indicator": indicator and indicator.slug}
    said |= {"file": digest.hexdigest(), "actor": token and token.actor_id}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _same_file(by: User, digest: str) -> str:
    earlier = gate.batches(by).filter(digest=digest, undone_at=None).select_related("created_by").first()
    if earlier is None:
        return ""
    when = timezone.localtime(earlier.created_at)
    words = {"when": f"{when:%d.%m.%Y} kl. {when:%H.%M}", "who": earlier.created_by or _("ukjent")}
    return _("Samme fil ble importert %(when)s av %(who)s.") % words
