"""Web pages: a file is an article; trafilatura finds its text, title, date, site and address."""

import logging
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Skipped
from kg.readers.decode import ByteStream, read_text
from kg.readers.record import ReadOptions, Record

# Without a handler of its own a library's warnings go to stderr; whoever sets logging up still gets them.
for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read(_path: str, stream: ByteStream, options: ReadOptions) -> Iterator[Record | Skipped]:
    """Yield the one article of a web page. Raises InputError for a page without an article."""
    import trafilatura

    tree = trafilatura.load_html(read_text(stream))
    if tree is None:
        raise InputError("not a web page; name it .txt if it is plain text")
    language = tree.get("lang")
    # A date is taken from the page's markup only: one guessed from its prose may be any day the article tells of.
    dates = {"extensive_search": False, "original_date": True, "max_date": options.today.isoformat()}
    page = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Of a short page trafilatura would take the menus along.
        prune_xpath=["//nav"],
        date_extraction_params=dates,
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise InputError("no article text found in the page; save its text as .txt")
    yield Record(
        text=page.text,
        title=page.title or None,
        published=page.date or None,
        source=page.sitename or None,
        url=page.url or None,
        language=language or None,
    )
