"""The five published documents, against expectations written fact by fact."""

import json

import pytest
import yaml

from storage.importer.document import ImportedDocument
from tests.shared import REPOSITORY, SHARED, needs_shared
from tests.storage.importer.scorer import missing_warnings, score
from tests.storage.importer.seeds import NAMES, expectations, seed

pytestmark = needs_shared
ENOUGH = 97.0
SAMPLES = {"000": "phon", "001": "ko", "002": "khongchai", "003": "nikhom-khamsoi", "004": "phok-noi"}
# Steps and details stand in the samples in words of our own, and so do some issues, outputs and outcomes.
REWORDED = ("issue", "output", "outcome")


@pytest.mark.parametrize("name", NAMES)
def test_fields_are_as_the_seed_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = score(expectations()[name], seed(name).as_json())
    with capsys.disabled():
        print(f"\nseed {name}: {result.percent:.1f} % of {result.right + len(result.wrong)} fields", end="")
    assert result.percent >= ENOUGH, "\n".join(result.wrong)


@pytest.mark.parametrize("name", NAMES)
def test_every_doubt_that_a_person_noted_is_raised(name: str) -> None:
    assert list(missing_warnings(expectations()[name], seed(name).as_json())) == []


@pytest.mark.parametrize("name", ["000", "004"])
def test_warnings_stand_on_the_noted_lines(name: str) -> None:
    """Within one line: a cell may begin a line before the words that are quoted."""
    raised = {(w.code, (w.line or 0) + near) for w in seed(name).warnings for near in (-1, 0, 1)}
    lost = [w for w in expectations()[name]["expected_warnings"] if (w["code"], w["line"]) not in raised]
    # The year is unclear from the preface on, two lines before the sentence that the expectation quotes.
    assert [w["code"] for w in lost if w["code"] != "ASSESSED_YEAR_UNCLEAR"] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_person_is_kept(name: str) -> None:
    text = json.dumps(seed(name).as_json(), ensure_ascii=False)
    for part in ("นิพนธ์", "อิงกู", "ภาวิณี", "แท้คำ", "ลภัสสรดา", "ชัยยุทธ", "เชียงยศ", "เสน่ห์", "วจีสิงห์", "ยุวดี", "อุเทนสุต"):
        assert part not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_survives_json(name: str) -> None:
    data = json.loads(json.dumps(seed(name).as_json(), ensure_ascii=False))
    assert ImportedDocument.from_json(data) == seed(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_data_says_the_same(name: str) -> None:
    """Two people wrote the samples and this importer; they must agree in every fact."""
    sample = yaml.safe_load((REPOSITORY / "storage" / "samples" / f"{SAMPLES[name]}.yaml").read_text("utf-8"))
    document = next(entry for entry in sample["documents"] if entry["file"].startswith(name))
    result = score(document, seed(name).as_json())
    assert [wrong for wrong in result.wrong if not any(f".{key}:" in wrong for key in REWORDED)] == []
    raised = {warning.code for warning in seed(name).warnings}
    assert {warning["code"] for warning in document["warnings"]} <= raised


def test_the_published_expectation_is_there() -> None:
    assert (SHARED / "expected" / "import.yaml").is_file()
