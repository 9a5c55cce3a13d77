"""Pages in other languages: isolated, dated, traced, and listed as not read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

# Title, then paragraphs; each page has a menu, its publisher and a date in its head.
STORIES = {
    "ar": (
        "هجوم على قرية في شمال البلاد",
        "قتل مسلحون أربعة جنود قرب الحدود يوم الاثنين بحسب ما أعلنت الشرطة في بيان نشر مساء اليوم نفسه.",
        "وقال سكان القرية إن المهاجمين وصلوا على دراجات نارية وأطلقوا النار ثم فروا باتجاه الجبال القريبة من المكان.",
        "ولم تعلن أي جهة مسؤوليتها عن الهجوم، وهو الثالث من نوعه في المنطقة منذ بداية العام الجاري.",
    ),
    "fa": (
        "حمله به روستایی در شمال کشور",
        "افراد مسلح روز دوشنبه چهار سرباز را در نزدیکی مرز کشتند، پلیس در بیانیه‌ای که عصر همان روز منتشر شد اعلام کرد.",
        "ساکنان روستا گفتند مهاجمان با موتورسیکلت آمدند، تیراندازی کردند و سپس به سوی کوه‌های نزدیک گریختند.",
        "هیچ گروهی مسئولیت این حمله را که سومین حمله از آغاز سال است بر عهده نگرفته است.",
    ),
    "zh": (
        "北部一个村庄遭到袭击",
        "警方在当晚发表的一份声明中称，武装人员周一在边境附近打死四名士兵，并焚烧了两辆汽车，随后逃离现场。",
        "村民说，袭击者骑着摩托车到来，向人群开枪，然后朝附近的山区逃去，许多居民躲进了学校和教堂。",
        "目前没有任何组织声称对这次袭击负责，这是今年以来该地区发生的第三起类似事件。",
    ),
    "ru": (
        "Нападение на деревню на севере страны",
        "Вооружённые люди убили четырёх солдат у границы в понедельник, говорится в заявлении полиции, "
        "опубликованном вечером того же дня.",
        "Жители рассказали, что нападавшие приехали на мотоциклах, открыли огонь и скрылись в сторону ближайших гор.",
        "Ответственность за нападение, третье в этом районе с начала года, не взяла на себя ни одна группировка.",
    ),
    "fr": (
        "Une attaque contre un village du nord",
        "Des hommes armés ont tué quatre soldats près de la frontière lundi, a annoncé la police dans un communiqué "
        "publié le soir même.",
        "Les assaillants sont arrivés à moto, ont ouvert le feu puis ont fui vers les montagnes, selon des témoins.",
        "Aucun groupe n'a revendiqué cette attaque, la troisième dans la région depuis le début de l'année.",
    ),
}


def lines_of(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("code", STORIES)
@pytest.mark.parametrize("is_html", [True, False])
def test_a_page_in_another_language(run: Any, tmp_path: Path, code: str, is_html: bool) -> None:
    title, *paragraphs = STORIES[code]
    if is_html:
        body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        page = (
            f"<html lang='{code}'><head><meta charset='utf-8'><title>{title}</title>"
            "<meta property='og:site_name' content='Velmar Gazette'>"
            "<meta property='article:published_time' content='2024-03-05T10:00:00Z'></head>"
            f"<body><nav>A | B | C</nav><article><h1>{title}</h1>\n{body}</article></body></html>"
        )
    else:
        page = "\n\n".join((title, "Source: Xinhua", *paragraphs)) + "\n"
    name = "page.html" if is_html else "page.txt"
    (tmp_path / name).write_text(page, encoding="utf-8")
    given = () if is_html else ("--published", "2024-03-05", "--publisher", "Velmar Gazette")
    assert run("read", name, "--jobs", "1", *given).exit_code == 0
    [article] = lines_of(run("articles", "--text", "--format", "jsonl"))
    assert article["language"] == code
    assert article["title"] == title
    assert article["published"]["start"] == "2024-03-05"
    assert article["publisher"]["name"] == "Velmar Gazette"
    assert is_html or article["credited_to"]["name"] == "Xinhua"
    assert all(paragraph in article["text"] for paragraph in paragraphs)
    assert lines_of(run("claims", "--format", "jsonl")) == []
    [issue] = lines_of(run("issues", "--format", "jsonl"))
    assert issue["message"] == f"not read: the language is {code}, only English is read"
    assert (issue["refused"], issue["article_id"]) == (False, article["article_id"])
