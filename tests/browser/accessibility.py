"""axe-core against WCAG 2.2 AA, without what it cannot judge."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # do not write out what is right
}


def violations(page):
    """Return what axe finds wrong on the page, one line for each element.

    axe tries out styles of its own, which the Content-Security-Policy stops; `visit` overlooks
    what is reported meanwhile.
    """
    page.wait_for_load_state()  # all scripts have run
    page.under_axe = True
    result = Axe().run(page, options=RULES).response
    page.evaluate("0")  # what the browser reported until now has arrived
    page.under_axe = False
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
