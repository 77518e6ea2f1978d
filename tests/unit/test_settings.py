"""Flag before environment before file before default; secrets never from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.errors import WrongUsage
from service.configuration import configuration
from service.settings import Origin, resolve


def test_flag_before_environment_before_file_before_default(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('retention = 0.8\nlearner = "file"\nnew_cards = 5\n')
    found = resolve(
        {"data": tmp_path, "retention": 0.95},
        {"CARDWRIGHT_RETENTION": "0.85", "CARDWRIGHT_LEARNER": "env"},
    )
    settings, origins = found.settings, found.origins
    assert (settings.retention, origins["retention"]) == (0.95, Origin.FLAG)
    assert (settings.learner, origins["learner"]) == ("env", Origin.ENVIRONMENT)
    assert (settings.new_cards, origins["new_cards"]) == (5, Origin.FILE)
    assert (settings.model_workers, origins["model_workers"]) == (4, Origin.DEFAULT)


def test_the_environment_names_the_data_folder(tmp_path: Path) -> None:
    found = resolve({"data": None}, {"CARDWRIGHT_DATA": str(tmp_path)})
    assert found.settings.data == tmp_path
    assert found.settings.sql_url.endswith("cardwright.db")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"CARDWRIGHT_RETENTION": "2"}, "CARDWRIGHT_RETENTION"),
        ({"CARDWRIGHT_RETENTION": "nan"}, "CARDWRIGHT_RETENTION"),
        ({"CARDWRIGHT_ZONE": "Mars/Base"}, "CARDWRIGHT_ZONE"),
        ({"CARDWRIGHT_MODEL_WORKERS": "many"}, "CARDWRIGHT_MODEL_WORKERS"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    tmp_path: Path, environ: dict[str, str], named: str
) -> None:
    with pytest.raises(WrongUsage, match=named):
        resolve({"data": tmp_path}, environ)


@pytest.mark.parametrize("text", ['api_key = "x"', 'data = "/elsewhere"', "retention = ", "\x00"])
def test_a_config_file_holds_settings_and_nothing_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(WrongUsage, match=r"config\.toml"):
        resolve({"data": tmp_path}, {})


def test_config_shows_no_secret(tmp_path: Path) -> None:
    environ = {
        "OPENAI_API_KEY": "sk-canary-1",
        "CARDWRIGHT_DATABASE_URL": "postgresql://u:canary-2@db/cards",
        "CARDWRIGHT_AUTHOR_MODEL": "openai:some-model",
        "OPENAI_BASE_URL": "https://name:canary-3@models.example/v1",
    }
    shown = configuration(resolve({"data": tmp_path}, environ), environ).model_dump_json()
    assert "canary" not in shown
    assert "models.example" in shown
    assert '"given":true' in shown


def test_with_no_model_nothing_leaves_the_machine(tmp_path: Path) -> None:
    shape = configuration(resolve({"data": tmp_path}, {}), {})
    assert shape.destinations == ("No text leaves this machine: no model is configured.",)


@pytest.mark.parametrize("given", ["1", "1,2,3", "a,b", "-1,2", "nan,1", "inf,1"])
def test_prices_that_are_no_two_numbers_are_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(WrongUsage, match="AUTHOR_PRICES"):
        resolve({"data": tmp_path}, {"CARDWRIGHT_AUTHOR_PRICES": given})


def test_prices_come_as_two_numbers(tmp_path: Path) -> None:
    found = resolve({"data": tmp_path}, {"CARDWRIGHT_GRADER_PRICES": "2.5, 10"})
    assert found.settings.grader_prices == (2.5, 10.0)
