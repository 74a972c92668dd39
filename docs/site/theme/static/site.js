// What the theme furo does not have for keyboards and screen readers: wide blocks can be scrolled, and sidebars have names.
document.addEventListener("DOMContentLoaded", () => {
  for (const block of document.querySelectorAll("pre, .table-wrapper, .math, .math-wrapper, .wide-picture")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }
  const japanese = document.documentElement.lang === "ja";
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", japanese ? "すべてのページ" : "All pages");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", japanese ? "このページの内容" : "On this page");
});
