"""The texts that marks are about are found again, each by its name."""

import json
from pathlib import Path

import pytest

from training import fetch
from training.texts import referenced_texts

TREEBANK = """# newdoc id = GUM_news_a
# newpar
# sent_id = 1
# text = Mali met Chad.
1\tMali\t_

# sent_id = 2
# text = Togo left.
1\tTogo\t_

# newpar
# text = It rained.
1\tIt\t_

# newdoc id = weblog-b
# text = Who knows?
1\tWho\t_
"""


def test_every_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ud_english_gum", "ud_english_ewt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.conllu").write_text(TREEBANK if "gum" in name else "", "utf-8")
    for name in ("train", "dev"):
        record = {"id": name, "text": f"{name}: Ürün.", "spans": [[0, 3, "ORG"]]}
        (tmp_path / f"worldwide_ner_{name}.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    wire = tmp_path / "wire.cor"
    wire.write_text("Niger won. \nBenin lost.\n", "utf-8")
    monkeypatch.setattr(fetch, "wire", lambda _: wire)
    assert {text.id: text.text for text in referenced_texts(tmp_path, tmp_path)} == {
        "train": "train: Ürün.",
        "dev": "dev: Ürün.",
        "GUM_news_a": "Mali met Chad. Togo left.\nIt rained.",
        "weblog-b": "Who knows?",
        "lee_background_0": "Niger won.",
        "lee_background_1": "Benin lost.",
    }
