import pytest

from kg.errors import InputError
from kg.queries import load_queries, parse_query

HEAD = "// Title\n// Explained.\n"


def parsed(statement, head=HEAD):
    return parse_query(f"{head}{statement};\n", "q")


@pytest.mark.parametrize(
    ("statement", "columns"),
    [
        ("MATCH (n)\nRETURN n", ("n",)),
        ("MATCH (n)\nRETURN DISTINCT n.name AS name, n.size AS size\nORDER BY name", ("name", "size")),
        ("MATCH (n)\nRETURN round(max(n.x), 2) AS most,\n  [p = (n)-[:A|B]-() | p] AS graph\nLIMIT 3", ("most",)),
        ('MATCH (n)\nRETURN n["a, b] AS c"] AS odd, {x: [1, 2]} AS map', ("odd", "map")),
        ("MATCH (n)\nRETURN COLLECT { MATCH (m)\n RETURN m.a AS a, m.b ORDER BY a } AS all, 1 AS one", ("all", "one")),
        ("CALL () {\nRETURN 1 AS x\nLIMIT 7\n}\nRETURN x AS y", ("y",)),
    ],
)
def test_columns_are_what_the_last_return_gives_but_the_picture(statement, columns):
    assert parsed(statement).columns == columns


def test_the_limit_is_that_of_the_whole_answer():
    assert parsed("MATCH (n)\nRETURN n\nORDER BY n.x\nLIMIT 25").limit == 25
    assert parsed("MATCH (n)\nWITH n\nLIMIT 7\nRETURN n").limit is None


def test_a_question_has_to_return_something():
    with pytest.raises(InputError, match=r"q\.cypher: the statement has no line that begins with RETURN"):
        parsed("MATCH (n) RETURN n")


QUERY = parsed("MATCH (n {name: $name})\nWHERE n.x > $least\nRETURN n",
               f'{HEAD}// :param name => "Ann"\n// :param least => 2\n')  # fmt: skip


def test_what_is_not_given_has_its_default():
    assert QUERY.given() == {"name": "Ann", "least": 2}
    assert QUERY.given(name="Bob", least=1.5) == {"name": "Bob", "least": 1.5}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nam": "x"}, r"unknown parameter of q 'nam'; did you mean 'name'\?"),
        ({"name": 3}, r"q: name is 3; give a value such as 'Ann'"),
        ({"name": None}, "q: name is None"),
        ({"least": "2"}, r"q: least is '2'; give a value such as 2"),
        ({"least": True}, "q: least is True"),
    ],
)
def test_a_value_of_another_kind_is_refused(values, message):
    with pytest.raises(InputError, match=message):
        QUERY.given(**values)


def test_every_shipped_question_has_columns_and_text_or_numbers_as_defaults():
    for query in load_queries().values():
        assert query.columns
        assert query.given(**query.parameters) == query.parameters
