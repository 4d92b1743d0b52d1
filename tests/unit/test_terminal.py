import datetime as dt
import json
import sys
import textwrap
from dataclasses import replace

import pytest
from fakes import Terminal

from kg.terminal import Table, print_answer, print_table


def test_a_table_prints_whole_lines_and_plain_cells(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(None, 1), ("[red]é", 20), (":cat:", None), ({"a": 1, "b": ["x", "y"]}, 3)]
    table = Table(title="A title that is longer than the table", columns=("who[b]", "n"), rows=rows, note="[i]:cat:")
    print_table(table)
    assert capsys.readouterr().out == textwrap.dedent(
        """\
        A title that is longer than the table, [i]:cat:
        ┏━━━━━━━━━━━━━┳━━━━┓
        ┃ who[b]      ┃  n ┃
        ┡━━━━━━━━━━━━━╇━━━━┩
        │             │  1 │
        │ [red]é      │ 20 │
        │ :cat:       │    │
        │ a=1, b=x; y │  3 │
        └─────────────┴────┘
        """
    )


def on_terminal(table: Table, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a table on a terminal of some width, without its title."""
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("NO_COLOR", "1")
        patch.setattr(sys, "stdout", out := Terminal())
        print_table(table)
    return out.getvalue().splitlines()[1:]


def test_a_narrow_terminal_cuts_or_folds_texts_and_leaves_numbers_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("Organization of a long [b]name[/b] :smile:", 123456, None)
    table = Table(title="T", columns=("who", "count", "no"), rows=[row, ("NATO", 1, -2)], folds=False)
    assert on_terminal(table, 35, monkeypatch) == [
        "┏━━━━━━━━━━━━━━━━━━━┳━━━━━━━━┳━━━━┓",
        "┃ who               ┃  count ┃ no ┃",
        "┡━━━━━━━━━━━━━━━━━━━╇━━━━━━━━╇━━━━┩",
        "│ Organization of … │ 123456 │    │",
        "│ NATO              │      1 │ -2 │",
        "└───────────────────┴────────┴────┘",
    ]
    assert "│ O… │ 123456 │    │" in on_terminal(table, 20, monkeypatch)
    folded = on_terminal(replace(table, folds=True), 35, monkeypatch)
    assert len(folded) == 8
    assert folded[4] == "│ long [b]name[/b]  │        │    │"
    assert "Organization of a long [b]name[/b] :smile: │ 123456" in "".join(on_terminal(table, 80, monkeypatch))


def test_data_may_be_others_than_the_rows() -> None:
    table = Table(title="T", columns=("a",), rows=[("x",)], data=[{"a": "x", "b": 1}])
    assert table.records() == [{"a": "x", "b": 1}]
    assert replace(table, data=None).records() == [{"a": "x"}]
    assert replace(table, data=[]).records() == []


def test_an_answer_is_tables_or_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(title="T", columns=("day",), rows=[(dt.date(2025, 1, 2),)])
    print_answer([table], table.records(), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"day": "2025-01-02"}]
    print_answer([table], table.records(), as_json=False)
    assert "│ 2025-01-02 │" in capsys.readouterr().out


def test_what_has_a_caption_is_shown_by_it_and_given_whole_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    class Part(dict[str, str]):
        caption = "Iran"

    table = Table(title="T", columns=["who", "graph"], rows=[[Part(id="1"), 2], [[Part(id="2")], 3]], note="N")
    print_answer([table.without("graph")], None, as_json=False)
    shown = capsys.readouterr().out
    assert shown.count("Iran") == 2
    assert "id" not in shown
    assert "graph" not in shown
    assert table.without("nothing") == table
    print_answer([], table.records(), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"who": {"id": "1"}, "graph": 2}, {"who": [{"id": "2"}], "graph": 3}]
