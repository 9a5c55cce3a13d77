from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.articles import features
from onrecord.articles.lines import split
from onrecord.articles.markup import likely
from onrecord.articles.model import LineModel
from onrecord.articles.tree import Tree


def test_paragraphs_are_likelier_than_the_page_around_them(pages: Any) -> None:
    links = "".join(f"<li><a href='/{i}'>Story number {i} of the day</a></li>" for i in range(8))
    body = "".join(f"<p>{p}</p>" for p in (*pages.PARAGRAPHS, *pages.OTHERS))
    main = f"<article><h1>Fishermen block Velmar harbour</h1><div class='story-body'>{body}</div></article>"
    foot = "<footer><p>All rights reserved by the publisher of this site.</p></footer>"
    capture = pages.html(f"<body><nav><ul>{links}</ul></nav>{main}{foot}</body>")
    lines = split(capture)
    told = likely(capture, lines, Tree(lines))
    inside = [told[x.index] for x in lines if x.text in (*pages.PARAGRAPHS, *pages.OTHERS)]
    outside = [told[x.index] for x in lines if "Story number" in x.text or "All rights" in x.text]
    assert min(inside) > 0.5 > max(outside)


def test_the_same_model_reads_text_without_tags(pages: Any) -> None:
    capture = pages.page(f"Menu\n\nFishermen block Velmar harbour\n\n{pages.ONE}\n\n{pages.TWO}\n\nShare\n")
    lines = split(capture)
    told = likely(capture, lines, Tree(lines))
    assert all(told[x.index] > 0.5 for x in lines if x.text in pages.PARAGRAPHS)
    assert told[0] < 0.5


def test_a_row_for_each_line_and_a_column_for_each_name(pages: Any) -> None:
    capture = pages.page(pages.ONE)
    lines = split(capture)
    table = features.of_capture(capture, lines, Tree(lines))
    assert table.shape == (len(lines), len(features.NAMES))
    assert np.isfinite(table).all()
    assert len(set(features.NAMES)) == len(features.NAMES)


def test_weights_of_other_features_are_refused() -> None:
    import json

    import pytest

    with pytest.raises(ValueError, match="trained on other features"):
        LineModel({"card": np.array(json.dumps({"features": ["words"]}))})


def test_the_articles_text_in_the_pages_own_data() -> None:
    content = rb'<script type="application/ld+json">{"articleBody": "One \"two\" \u00e9 three\nfour"}</script>'
    assert features.letters(features.body_data_of(content)) == "onetwoéthreefour"
    assert features.body_data_of(b"<p>none</p>") == ""
