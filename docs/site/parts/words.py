"""The words of a text, for the search: words as they are between spaces, and Japanese in pairs of signs.

Japanese puts no spaces between words. A text has all pairs of signs of a word that stands in it, and hardly any other
text has all of them. This needs no dictionary, and the same rule works where the question is typed.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

JAPANESE = "[぀-ヿ一-鿿々ー]"


class SearchBoth(SearchEnglish):
    """English with its stems, and Japanese in pairs."""

    # The same two steps as in `split`.
    js_splitter_code = r"""
function splitQuery(query) {
  return query.split(/[^\p{L}\p{N}_]+/u).flatMap((word) => word.split(/([぀-ヿ一-鿿々ー]+)/u)).flatMap((part) => {
    if (!/^[぀-ヿ一-鿿々ー]{3,}$/u.test(part)) return part ? [part] : [];
    const signs = [...part];
    return signs.slice(1).map((sign, i) => signs[i] + sign);
  });
}
"""

    def split(self, input: str) -> list[str]:
        """
        >>> SearchBoth({}).split("連鎖律 and grad, 微分")
        ['連鎖', '鎖律', 'and', 'grad', '微分']
        """
        found: list[str] = []
        for part in re.findall(rf"{JAPANESE}+|(?:(?!{JAPANESE})\w)+", input):
            pairs = len(part) > 2 and re.match(JAPANESE, part)
            found += [part[i : i + 2] for i in range(len(part) - 1)] if pairs else [part]
        return found


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_search_language(SearchBoth)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
