from __future__ import annotations

import pytest

from onrecord.captures.robots import parse


def allows(lines: str, path: str) -> bool:
    return parse(lines, "OnRecord").allows(f"https://a.example{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /a", "/a/b", False),
        ("Disallow: /a", "/A/b", True),
        ("Disallow: /\nAllow: /news", "/news/1", True),
        ("Allow: /news\nDisallow: /news/closed", "/news/closed/1", False),
        ("Disallow: /same\nAllow: /same", "/same", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("Disallow: /*.pdf$", "/a.pdf/b.pdf", False),
        ("Disallow: /*print=", "/a?print=1", False),
        ("Disallow: *", "/a", False),
        ("Disallow: /a**b*$", "/a1b2", False),
        ("Disallow: /ab*ba$", "/aba", True),
        ("Disallow: /page$", "/page", False),
        ("Disallow: /page$", "/pages", True),
        ("Allow: /p\nDisallow: /", "/page", True),
        ("Allow: /page\nDisallow: /*.html", "/page.html", False),
        ("Disallow:", "/a", True),
        ("Disallow: /%E4%BD%A0", "/你", False),
        ("Disallow: /你", "/%e4%bd%a0", False),
        ("Disallow: /%7Eold", "/~old", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /a-%2A.html", "/a-*.html", False),
        ("Disallow: /a-%2A.html", "/a-1.html", True),
        ("Disallow: /a$b", "/a$b", False),
        ("Disallow: / # all of it", "/a", False),
        ("Disallow: /", "/robots.txt", True),
        ("disallow : /a", "/a", False),
        ("Disallow /a", "/a", True),
    ],
)
def test_the_longest_pattern_that_fits_decides(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("Disallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /b", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: ONRECORD/2.0\nDisallow: /a", False),
        ("User-agent: OnRecord\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: On\nDisallow: /", True),
        ("User-agent: OnRecordBot\nDisallow: /", True),
        ("User-agent: Other\nUser-agent: OnRecord\nDisallow: /", False),
        ("User-agent: OnRecord\nDisallow: /b\n\nUser-agent: x\nDisallow:\n\nUser-agent: OnRecord\nDisallow: /a", False),
        ("User-agent: OnRecord\nSitemap: https://a.example/map\nUser-agent: x\nDisallow: /a", False),
        ("\ufeffUser-agent: *\r\n\r\nDisallow: /a\r\n", False),
        ("User-agent: *\rDisallow: /a\r", False),
    ],
)
def test_which_group_holds(text: str, allowed: bool) -> None:
    assert allows(text, "/a") is allowed


def test_how_long_to_wait() -> None:
    text = "User-agent: *\nCrawl-delay: 2\n\nUser-agent: OnRecord\nCrawl-delay: 0.5\nDisallow: /x\n"
    assert parse(text, "OnRecord").delay == 0.5
    assert parse(text, "Other").delay == 2
    assert [parse(f"User-agent: *\nCrawl-delay: {d}", "x").delay for d in ("", "soon", "nan", "inf", "-1")] == [0] * 5


def test_a_file_of_many_names_and_rules_is_read() -> None:
    names = "".join(f"User-agent: n{n}\n" for n in range(12_000))
    text = names + "User-agent: OnRecord\n" + "".join(f"Disallow: /{n}*a*a*a*b\n" for n in range(12_000))
    assert parse(text, "OnRecord").allows("https://a.example/" + "a" * 2000)
