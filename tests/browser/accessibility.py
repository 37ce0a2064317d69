"""axe-core against WCAG 2.2 AA, without what it cannot judge."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}


def violations(page):
    """Return what axe finds wrong on the page, one line for each element."""
    result = Axe().run(page, options=RULES).response
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
