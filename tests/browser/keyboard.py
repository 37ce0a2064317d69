"""Hands on a keyboard alone, for readers: wherever the focus comes, it can be seen."""

import pytest

# What keeps a reader from seeing the focus, or nothing. The content, to which the skip link leads,
# is the page itself and has no mark. “not” is a box drawn by its label. Of a field of several lines
# the first must be seen.
UNSEEN = """() => {
  const one = document.activeElement;
  if (one === document.body) return "nothing has the focus";
  if (one.id === "main") return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(one.closest(".not") ?? one);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "the focus is not marked";
  const box = one.getClientRects()[0];
  const { left, right, top } = box;
  const bottom = one.matches("textarea") ? top + 40 : box.bottom;
  if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight) return "it is off screen";
  const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return one.contains(hit) || hit?.contains(one.closest(".not")) ? "" : "it is covered";
}"""


class Keyboard:
    """The keys of one window."""

    def __init__(self, page):
        self.page = page

    def press(self, key):
        self.page.keyboard.press(key)
        if unseen := self.page.evaluate(UNSEEN):
            one = self.page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
            pytest.fail(f"{key} on {self.page.url}: {unseen}: {one}")

    def to(self, wanted, key="Tab", most=150):
        """Press `key` until the focus is on `wanted`."""
        one = wanted.element_handle()
        for _press in range(most):
            self.press(key)
            if one.evaluate("one => one === document.activeElement"):
                return
        pytest.fail(f"{key} does not reach {wanted}")

    def skip_to_content(self):
        self.to(self.page.get_by_role("link", name="Skip to the content"), most=1)
        self.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"

    def tick(self, wanted, key="Tab"):
        self.to(wanted, key)
        self.press("Space")
        assert wanted.is_checked()

    def follow(self, wanted, key="Tab"):
        """Go to what leads to another page, and open that."""
        self.to(wanted, key)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, words):
        self.page.keyboard.type(words)
