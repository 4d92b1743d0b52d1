"""The page for everybody: by keyboard and screen reader, in light and dark, on a phone."""

from pathlib import Path

from selenium.webdriver import ActionChains, Chrome, Keys

from .page_view import View


def focused(view: View) -> str:
    return view.js("const e = document.activeElement; return e.id || (e.dataset.node ? 'node' : e.tagName)")


def test_everything_is_reached_by_keyboard(medium: View) -> None:
    press = lambda *keys: ActionChains(medium.driver).send_keys(*keys).perform()  # noqa: E731 - a verb for this test
    seen = []
    for _ in range(60):
        press(Keys.TAB)
        seen.append(focused(medium))
        outline = medium.js(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]"
        )
        assert outline[0] != "none", f"no focus to be seen on {seen[-1]}"
        assert outline[1] >= 2, f"no focus to be seen on {seen[-1]}"
        if seen[-1] == "reset":
            break
    assert (
        seen.index("search")
        < seen.index("canvas")
        < seen.index("play")
        < seen.index("tab-details")
        < seen.index("country")
    )
    medium.element("#tab-details").send_keys(Keys.ARROW_RIGHT)
    assert focused(medium) == "tab-list"
    press(Keys.TAB, Keys.TAB)
    assert focused(medium) == "node"
    press(Keys.ENTER)
    name = medium.text("#details h2")
    assert medium.text("#spoken").startswith(name)
    assert medium.element("#spoken").get_attribute("aria-live") == "polite"
    ratio = medium.js("return kg.drawing.renderer.getCamera().getState().ratio")
    medium.element("#canvas").send_keys("+", Keys.ARROW_LEFT)
    camera = medium.js("return kg.drawing.renderer.getCamera().getState()")
    assert camera["ratio"] < ratio
    assert camera["x"] < 0.5


def test_every_control_has_a_name(medium: View) -> None:
    medium.js("kg.store.set({tab: 'list'})")
    tree = medium.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = {
        "button",
        "checkbox",
        "radio",
        "slider",
        "combobox",
        "searchbox",
        "spinbutton",
        "tab",
        "tabpanel",
        "link",
        "image",
    }
    controls = [n for n in tree if not n["ignored"] and n["role"]["value"] in roles]
    assert len(controls) > 60
    assert [n["role"]["value"] for n in controls if not n.get("name", {}).get("value", "").strip()] == []


def contrast(one: list[float], other: list[float]) -> float:
    def luminance(color: list[float]) -> float:
        r, g, b = (v / 3294 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in color)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


COLORS_OF_TEXT = """
    const numbers = color => color.match(/[\\d.]+/g).map(Number);
    const ground = element => {
      const color = numbers(getComputedStyle(element).backgroundColor);
      return color.length < 4 || color[3] > 0 ? color : ground(element.parentElement);
    };
    const speaks = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    return [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && speaks(e))
      .map(e => [e.tagName + '.' + e.className, numbers(getComputedStyle(e).color), ground(e)]);
    """


def test_text_and_lines_stand_out_in_light_and_dark(medium: View) -> None:
    for theme in ("light", "dark"):
        assert medium.js("return document.documentElement.dataset.theme") == theme
        medium.js("kg.store.set({selected: {node: 0}, tab: 'details', statuses: new Set(kg.data.statuses.keys())})")
        found = medium.js(COLORS_OF_TEXT)
        assert len(found) > 100
        assert [tag for tag, text, ground in found if contrast(text[:3], ground[:3]) < 4.5] == []
        ground = medium.js(
            "return getComputedStyle(document.getElementById('stage')).backgroundColor.match(/\\d+/g).map(Number)"
        )
        lines = medium.js("""return [...document.querySelectorAll('#filters .sample line')]
            .map(l => getComputedStyle(l).stroke.match(/\\d+/g).map(Number))""")
        assert len(lines) > 20
        assert all(contrast(line, ground) >= 2.95 for line in lines)
        medium.click("#theme")


def test_a_phone_shows_details_list_and_filters_below_the_drawing(phone: Chrome, medium_path: Path) -> None:
    view = View(phone, medium_path)
    x, y = view.place_of("Name 0")
    canvas = view.element("#canvas")
    left, top = view.js("const r = arguments[0].getBoundingClientRect(); return [r.x, r.y]", canvas)
    touch = {"type": "touchStart", "touchPoints": [{"x": left + x, "y": top + y}]}
    view.driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)
    view.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    view.wait_for("document.querySelector('#details h2').textContent === 'Name 0'")
    assert not view.element("#filters").is_displayed()
    view.click("#tab-filters")
    assert view.element("#filters").is_displayed()
    assert not view.element("#details").is_displayed()
    small = view.js("""return [...document.querySelectorAll('#filters label.box, header button, #tabs button')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 36).map(e => e.textContent)""")
    assert small == []
    assert view.js("return document.documentElement.scrollWidth") == 390
    assert view.errors() == []


OVERLAPS = """
    const parents = ['header', '.tools', '#timeline', '.ticks', '#filters fieldset', '#tabs', '#details'];
    const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
    const clashes = ([e, f]) => {
      const [a, b] = [e, f].map(x => x.getBoundingClientRect());
      return !before(a, b) && !before(b, a);
    };
    return [...document.querySelectorAll(parents.join())].flatMap(parent => {
      const children = [...parent.children].filter(e => e.checkVisibility());
      const pairs = children.flatMap((e, i) => children.slice(i + 1).map(f => [e, f]));
      return pairs.filter(clashes).map(pair => pair.map(e => e.textContent || e.id));
    });
    """


def test_nothing_overlaps_at_any_width(medium: View) -> None:
    try:
        for width in (1920, 1400, 1280, 1024, 768, 390, 320):
            size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            medium.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            medium.js("kg.store.set({selected: {node: arguments[0]}, tab: 'details'})", width % 7)
            assert medium.js(OVERLAPS) == [], f"at {width} pixels"
            assert medium.js("return document.documentElement.scrollWidth") <= width
            assert medium.js("return document.querySelector('#canvas canvas').clientWidth") >= min(width, 400)
    finally:
        size = {"width": 1400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        medium.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
