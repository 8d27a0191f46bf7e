from __future__ import annotations

import re
import select
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.waiting import PATIENCE
from tools import messages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small working tree with one template and one module."""
    (tmp_path / "templates" / "plans").mkdir(parents=True)
    (tmp_path / "gevinst").mkdir()
    (tmp_path / "indicators").mkdir()
    (tmp_path / "templates/plans/plan.html").write_text(
        """{% load i18n %}
<main>
    <h1>{% translate "Planen vår" %}</h1>
        {% blocktranslate count n=n trimmed %}
            {{ n }} gevinst
        {% plural %}
            {{ n }} gevinster
        {% endblocktranslate %}
  <p title="{% translate 'Et "sitat"' %}">
</main>
"""
    )
    (tmp_path / "gevinst/words.py").write_text(
        "from django.utils.translation import gettext as _\n\n\ndef greet(name):\n"
        '    return _("Hei, %(name)s") % {"name": name}\n'
    )
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return tmp_path


def translate(tree: Path, **texts: str) -> None:
    """Fill in the catalogue; keys are the beginnings of the texts."""
    catalogue = tree / "locale/nn/LC_MESSAGES/django.po"
    lines = catalogue.read_text().split("\n")
    for beginning, translation in texts.items():
        place = next(i for i, line in enumerate(lines) if line.startswith(f'msgid "{beginning}'))
        lines[place + 1] = f'msgstr "{translation}"'
    catalogue.write_text("\n".join(lines))


def test_texts_of_templates_and_modules_are_found(tree):
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in messages.collected()}
    assert found >= {"Planen vår", "%(n)s gevinst", 'Et "sitat"', "Hei, %(name)s"}


def test_a_text_that_was_never_collected_is_a_fault(tree):
    assert any("'Planen vår' (templates/plans/plan.html)" in line for line in messages.faults())


def test_a_text_without_translation_is_a_fault_and_one_with_it_is_not(tree):
    messages.update()
    assert "nn: lacks its translation: 'Planen vår' (templates/plans/plan.html)" in messages.faults()
    translate(tree, Planen="Planen vår")
    assert not any("Planen" in line for line in messages.faults())


def test_a_translation_that_drops_a_placeholder_is_a_fault(tree):
    messages.update()
    translate(tree, Hei="Hei, du")
    assert "nn: other placeholders than the source: 'Hei, %(name)s' (gevinst/words.py)" in messages.faults()
    translate(tree, Hei="Hei, %(name)s")
    assert not any("Hei" in line for line in messages.faults())


def test_a_text_no_longer_used_is_a_fault_until_collected_anew(tree):
    messages.update()
    translate(tree, Hei="Hei, %(name)s")
    (tree / "gevinst/words.py").unlink()
    assert any(line.startswith("nn: no longer used") for line in messages.faults())
    messages.update()
    assert not any("Hei" in line for line in messages.faults())


def test_collecting_again_keeps_translations_and_changes_nothing(tree):
    messages.update()
    translate(tree, Planen="Planen vår")
    messages.update()
    before = (tree / "locale/nn/LC_MESSAGES/django.po").read_bytes()
    messages.update()
    assert (tree / "locale/nn/LC_MESSAGES/django.po").read_bytes() == before
    assert b'msgstr "Planen v\xc3\xa5r"' in before


def test_an_improvement_has_one_name_in_nynorsk():
    texts = [ROOT / "locale/nn/LC_MESSAGES/django.po", *(ROOT / "templates/handbook/chapters/nn").iterdir()]
    said = {word.lower() for path in texts for word in re.findall(r"(?i)\b(?:for)?betring", path.read_text())}
    assert said == {"forbetring"}


# Stands still with what it has collected until it is spoken to.
SLOW = """
import sys
from pathlib import Path
from django.conf import settings
from tools import messages
settings.configure(USE_I18N=True)
messages.ROOT, collected = Path(sys.argv[1]), messages.collected
def slowly():
    found = collected()
    print("collected", flush=True)
    sys.stdin.readline()
    return found
messages.collected = slowly
messages.update()
"""


def updating(tree: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SLOW, str(tree)]
    return subprocess.Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> None:
    """Let go on, as often as it stands still."""
    process.communicate("\n" * 9, timeout=PATIENCE)
    assert process.returncode == 0


def heard(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "collected\n"


def catalogue(tree: Path) -> str:
    return (tree / "locale/nn/LC_MESSAGES/django.po").read_text()


def test_what_is_translated_while_somebody_collects_is_kept(tree):
    messages.update()
    slow = updating(tree)
    heard(slow)
    translate(tree, Planen="Planen vår")
    ended(slow)
    assert 'msgstr "Planen vår"' in catalogue(tree)


def test_a_text_that_came_with_its_translation_while_somebody_collects_is_kept(tree):
    messages.update()
    slow = updating(tree)
    heard(slow)
    with (tree / "gevinst/words.py").open("a") as words:
        words.write('\n\ndef leave():\n    return _("Ha det")\n')
    with (tree / "locale/nn/LC_MESSAGES/django.po").open("a") as texts:
        texts.write('\nmsgid "Ha det"\nmsgstr "Ha det bra"\n')
    ended(slow)
    assert 'msgid "Ha det"\nmsgstr "Ha det bra"' in catalogue(tree)


def test_of_two_at_once_the_second_begins_when_the_first_is_done(tree):
    messages.update()
    first = updating(tree)
    heard(first)
    second = updating(tree)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(timeout=3)
    assert second.stdout is not None
    assert select.select([second.stdout], [], [], 0)[0] == [], "it has collected, beside the first"
    ended(first)
    heard(second)
    translate(tree, Hei="Hei, %(name)s")
    ended(second)
    assert 'msgstr "Hei, %(name)s"' in catalogue(tree)
    assert [path.name for path in (tree / "locale/nn/LC_MESSAGES").iterdir()] == ["django.po"]
