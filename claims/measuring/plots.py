"""Tables as drawings, for light and dark pages: SVG that the page shows as an image."""

import io
import warnings
from dataclasses import dataclass
from threading import Lock
from typing import Any

from claims.measuring.tables import Table

WIDTH, LEAST_HEIGHT = 4.9, 2.8
# What a row of bars takes, in inches.
ROW = 0.16
# Series differ by hatching and by their place, not by colour alone.
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "++++")
LONGEST_LABEL = 24
MOST_DAY_LABELS = 6

# Matplotlib's caches of fonts aren't made for several threads at once.
_drawing = Lock()


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a page, which an image can't take from it."""

    ink: str
    rule: str
    series: tuple[str, ...]


THEMES = {
    "light": Theme("#57534a", "#cbc4b5", ("#1d5393", "#1c6539", "#9e2428", "#7f4d00", "#7d2f76", "#5b6470")),
    "dark": Theme("#b0aca3", "#474c54", ("#94c0f5", "#7fd09c", "#ff9d98", "#f2bd68", "#e6a4df", "#9aa4b1")),
}


def drawing(table: Table, theme: Theme) -> bytes:
    """The table's plot as SVG; the same table always gives the same bytes."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": table.key,
        "text.parse_math": False,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 10,
        "hatch.linewidth": 0.6,
    }
    with _drawing, matplotlib.rc_context(settings), warnings.catch_warnings():
        # Browsers have letters that the font by which widths are measured lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(WIDTH, _height(table)), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        (_draw_days if table.plot == "days" else _draw_bars)(axes, table, theme)
        _dress(axes, theme)
        written = io.BytesIO()
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return written.getvalue()


def _height(table: Table) -> float:
    if table.plot == "days":
        return LEAST_HEIGHT
    return max(LEAST_HEIGHT, 1.1 + ROW * len(table.rows) * (len(table.series) + 1))


def _draw_days(axes: Any, table: Table, theme: Theme) -> None:
    """The first series as a line, the others as bars on one another."""
    from matplotlib.ticker import MaxNLocator

    places = range(len(table.rows))
    (line, heights), *stacked = table.series
    axes.plot(
        places, heights, color=theme.series[0], marker="o", markersize=3, linewidth=1.4, label=str(line.label)
    )
    bottom = [0] * len(table.rows)
    for number, (column, values) in enumerate(stacked, start=1):
        look = {"color": theme.series[number], "hatch": HATCHES[number - 1], "edgecolor": theme.rule}
        axes.bar(places, values, bottom=bottom, width=0.75, linewidth=0.4, label=str(column.label), **look)
        bottom = [below + value for below, value in zip(bottom, values, strict=True)]
    step = max(1, -(-len(table.rows) // MOST_DAY_LABELS))
    shown = list(places)[::step]
    axes.set_xticks(shown, [f"{table.rows[place][0]:%d %b}" for place in shown])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)


def _draw_bars(axes: Any, table: Table, theme: Theme) -> None:
    """Each row as a group of bars that lie under one another."""
    series = table.series
    thickness = 0.8 / max(len(series), 1)
    for number, (column, values) in enumerate(series):
        places = [row + thickness * (number - (len(series) - 1) / 2) for row in range(len(table.rows))]
        lengths = [value or 0 for value in values]
        look = {"color": theme.series[number], "hatch": HATCHES[number], "edgecolor": theme.rule}
        axes.barh(places, lengths, height=thickness, linewidth=0.4, label=str(column.label), **look)
    axes.set_yticks(range(len(table.rows)), [_short(str(row[0])) for row in table.rows])
    axes.invert_yaxis()
    axes.set_xlim(left=min([0, *(value or 0 for _column, values in series for value in values)]))


def _dress(axes: Any, theme: Theme) -> None:
    axes.tick_params(colors=theme.ink, length=0)
    for name, spine in axes.spines.items():
        spine.set_visible(name in {"bottom", "left"})
        spine.set_color(theme.rule)
    handles, labels = axes.get_legend_handles_labels()
    look = {"ncols": min(len(labels), 4), "frameon": False, "labelcolor": theme.ink, "fontsize": 8.5}
    axes.figure.legend(handles, labels, loc="outside upper left", **look)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
