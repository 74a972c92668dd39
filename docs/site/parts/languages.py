"""The language of a page, its sidebar, and the same page in the other language.

Texts in Japanese stand in folders `ja`, and those in English in folders `en` beside them. `index.ja` is the first page
in Japanese. All others, such as the reference, are in English.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import TocTree

ROOTS = {"en": "index", "ja": "index.ja"}
NAMES = {"en": "English", "ja": "日本語"}
SAID = {
    "Back to top": "先頭へ戻る",
    "Home": "はじめのページ",
    "Next": "次へ",
    "On this page": "このページの内容",
    "Previous": "前へ",
    "Search": "検索",
    "Skip to content": "本文へ進む",
}
"""What the theme says, in Japanese."""


def spoken(name: str) -> str:
    """The language of a page, by its name.

    >>> spoken("tutorial/ja/chain"), spoken("index.ja"), spoken("operations")
    ('ja', 'ja', 'en')
    """
    return "ja" if "ja" in name.split("/") or name.endswith(".ja") else "en"


def counterpart(name: str, pages: Any) -> str:
    """The page of the same name in the other language, or the first page of that language.

    >>> counterpart("guides/en/teachers", ["guides/en/teachers", "guides/ja/teachers"])
    'guides/ja/teachers'
    >>> counterpart("operations", ["index", "index.ja", "operations"])
    'index.ja'
    """
    here, there = spoken(name), "en" if spoken(name) == "ja" else "ja"
    same = "/".join(there if part == here else part for part in name.split("/"))
    return same if same != name and same in pages else ROOTS[there]


def sidebar(app: Sphinx, page: str, root: str, **options: Any) -> str:
    """The tree of all pages that the first page of this language names."""
    env: BuildEnvironment = app.env
    found: list[nodes.Element] = []
    for tree in env.get_doctree(root).findall(addnodes.toctree):
        if root == "index" and tree["includefiles"] == [ROOTS["ja"]]:
            continue
        resolved = TocTree(env).resolve(page, app.builder, tree, prune=True, **options)
        if resolved is not None:
            found.append(resolved)
    tree_of_pages = "".join(app.builder.render_partial(each)["fragment"] for each in found)  # type: ignore[attr-defined]
    return tree_of_pages.replace('role="heading"', 'role="heading" aria-level="2"')


def in_its_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Change what the templates are told, before the theme reads it."""
    language = spoken(page)
    other = counterpart(page, app.env.all_docs)
    context["language"] = language
    context["first_page"] = ROOTS[language]
    context["other_language"] = {"code": spoken(other), "name": NAMES[spoken(other)], "page": other}
    if "toctree" in context:
        context["toctree"] = lambda **options: sidebar(app, page, ROOTS[language], **options)
    if language == "ja":
        context["_"] = context["gettext"] = lambda text: SAID.get(text.strip(), text)
    for side in ("next", "prev"):
        related = app.builder.relations.get(page, [None] * 3)[2 if side == "next" else 1]  # type: ignore[attr-defined]
        if related and spoken(related) != language:
            context[side] = None


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", in_its_language, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
