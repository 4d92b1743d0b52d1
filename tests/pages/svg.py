"""A few shapes of SVG, one on a line, so that a change of a picture can be read in a diff."""

from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]
FONT = "Helvetica, Arial, sans-serif"
INK = "#1f2328"


class Drawing:
    """A picture on white; later shapes lie on earlier ones."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self.width, self.height = width, height
        self._lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" font-family={quoteattr(FONT)} role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>',
        ]
        self._tips: set[str] = set()

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 8, stroke: str = "none"
    ) -> None:
        place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"'
        self._lines.append(f'<rect {place} fill="{fill}" stroke="{stroke}"/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: int = 14,
        color: str = INK,
        anchor: str = "start",
        weight: str = "normal",
    ) -> None:
        look = f'font-size="{size}" fill="{color}" text-anchor="{anchor}" font-weight="{weight}"'
        self._lines.append(f'<text x="{x:g}" y="{y:g}" {look}>{escape(text)}</text>')

    def line(self, start: Point, end: Point, color: str) -> None:
        (x1, y1), (x2, y2) = start, end
        self._lines.append(f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{color}"/>')

    def arrow(self, path: str, color: str, *, width: float = 1.8) -> None:
        """An arrow along an SVG path, its tip at the end."""
        if color not in self._tips:
            self._tips.add(color)
            self._lines.append(
                f'<marker id="tip{color[1:]}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
                f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{color}"/></marker>'
            )
        tip = f'marker-end="url(#tip{color[1:]})"'
        self._lines.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width:g}" {tip}/>')

    def svg(self) -> str:
        """The file's text."""
        return "\n".join([*self._lines, "</svg>"]) + "\n"
