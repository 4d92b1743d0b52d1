"""Extraction beside the bare language model on the same articles, in one run: `python benchmarks/throughput.py PATH…`.

Prints articles and words a second, the ratio of the two, and the peak memory of the process. One process; the
articles are read beforehand. Figures of shared machines drift: quote the ratio.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterable

from kg.model import Article
from kg.nlp import load_model, parse
from kg.pipeline import load_extractor
from kg.readers import ReadOptions, read_articles


def timed(work: Callable[[], Iterable[object]]) -> float:
    started = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - started


def main() -> None:
    articles = [a for a in read_articles(sys.argv[1:], ReadOptions()) if isinstance(a, Article)]
    if not articles:
        sys.exit(f"no articles in {' '.join(sys.argv[1:]) or 'nothing'}; give files or folders")
    words = sum(len(a.text.split()) for a in articles)
    nlp, extractor = load_model(), load_extractor()
    bare = timed(lambda: parse(nlp, articles))
    whole = timed(lambda: extractor.extract(articles))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(articles)} articles, {words} words")
    for name, seconds in (("bare model", bare), ("extraction", whole)):
        print(f"{name:11} {seconds:7.1f} s  {len(articles) / seconds:6.1f} articles/s  {words / seconds:8.0f} words/s")
    print(f"extraction takes {whole / bare:.2f} times the bare model's time; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
