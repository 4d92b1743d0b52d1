"""The command that trains refuses what it must not do before it does anything."""

from pathlib import Path

from click.testing import CliRunner

from training.__main__ import main


def fails(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["make", *arguments])
    assert result.exit_code == 2
    return result.output


def test_a_folder_that_is_no_pipeline_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("dear")
    assert "it would be lost" in fails("--corpora", str(tmp_path), "--out", str(tmp_path))
    assert (tmp_path / "kept.txt").exists()


def test_an_unknown_part_is_told_with_those_there_are(tmp_path: Path) -> None:
    message = fails("--corpora", str(tmp_path), "--without", "swap", "--work", str(tmp_path / "work"))
    assert "swap; there are entities, swaps" in " ".join(message.replace("│", " ").split())
    assert not (tmp_path / "work").exists()
