import datetime as dt
import json
import textwrap

import pytest

from kg.terminal import Table, print_answer, print_table


def test_a_table_prints_whole_lines_and_plain_cells(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(None, 1), ("[red]é", 20), ({"a": 1, "b": ["x", "y"]}, 3)]
    print_table(Table(title="A title that is longer than the table", columns=("who", "n"), rows=rows))
    assert capsys.readouterr().out == textwrap.dedent(
        """\
        A title that is longer than the table
        ┏━━━━━━━━━━━━━┳━━━━┓
        ┃ who         ┃  n ┃
        ┡━━━━━━━━━━━━━╇━━━━┩
        │             │  1 │
        │ [red]é      │ 20 │
        │ a=1, b=x; y │  3 │
        └─────────────┴────┘
        """
    )


def test_an_answer_is_tables_or_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(title="T", columns=("day",), rows=[(dt.date(2025, 1, 2),)])
    print_answer([table], table.records(), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"day": "2025-01-02"}]
    print_answer([table], table.records(), as_json=False)
    assert "│ 2025-01-02 │" in capsys.readouterr().out


def test_what_has_a_caption_is_shown_by_it_and_given_whole_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    class Part(dict[str, str]):
        caption = "Iran"

    table = Table(title="T", columns=("who", "graph"), rows=[(Part(id="1"), 2), ([Part(id="2")], 3)])
    print_answer([table.without("graph")], None, as_json=False)
    shown = capsys.readouterr().out
    assert shown.count("Iran") == 2
    assert "id" not in shown
    assert "graph" not in shown
    assert table.without("nothing").records() == table.records()
    print_answer([], table.records(), as_json=True)
    assert json.loads(capsys.readouterr().out) == [{"who": {"id": "1"}, "graph": 2}, {"who": [{"id": "2"}], "graph": 3}]
