"""The paths of a race on the real cost surface: a map, and the same in three dimensions."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from backprop import landscape
from backprop.landscape import Plane
from backprop.race import Lane, Race
from backprop.views import library
from backprop.views.heatmaps import palette

POINTS = 60  # of each path
SIDE = 41
SAMPLE = 1000  # digits that the surface is computed on
SCOPES = {"race": "The whole race", "first": "The first steps, one by one"}


@dataclass(frozen=True, eq=False)
class Valley:
    """The cost on a plane, and paths in it.

    plane: where it lies; across, up: (side,) coordinates; heights: (side, side) the cost there
    places: of each path, (points, 2) in the plane; costs: the cost there, (points,)
    shares: how much of each path's variance the plane holds
    """

    plane: Plane
    across: np.ndarray
    up: np.ndarray
    heights: np.ndarray
    places: list[np.ndarray]
    costs: list[np.ndarray]
    shares: list[float]


def valley(race: Race) -> None:
    """Both paths on the real cost, on the plane that holds most of them."""
    if any(len(lane.path) < 3 for lane in race.lanes):
        return
    with st.container(key="valley"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.html("<h2>The two paths on the cost surface</h2>")
            scope = st.segmented_control(
                "Which part",
                list(SCOPES),
                default="race",
                format_func=SCOPES.get,
                key="valley_scope",
                required=True,
                label_visibility="collapsed",
            )
        found = _valley(race, scope)
        st.html(f"<p class='about'>{_about(race, found, scope)}</p>")
        left, right = st.columns(2)
        shown = {"config": {"displaylogo": False}}
        left.plotly_chart(
            _contour(race, found),
            key="valley_map",
            alt="Map of the cost with both paths from the same start",
            **shown,
        )
        right.plotly_chart(
            _relief(race, found),
            key="valley_relief",
            alt="The same in three dimensions: turn it with the pointer",
            **shown,
        )


def _about(race: Race, found: Valley, scope: str) -> str:
    small, full = (f"{share:.0%}".replace("%", " %") for share in found.shares)
    whole = f"{found.plane.share:.0%}".replace("%", " %")
    says = (
        "A network is a point in 13,002 dimensions. Of all planes through them this one holds most "
        f"of both paths: <b>{whole}</b> of their variance ({small} of the mini-batches’, {full} of "
        f"the full batch’s). Cost on {SAMPLE:,} real training digits at {SIDE * SIDE:,} networks. "
    )
    if scope == "race":
        return (
            says + "In the same seconds one crosses the valley, the other hardly leaves the start."
        )
    steps = [len(lane.first) - 1 for lane in race.lanes]
    return says + (
        f"Step by step: {steps[0]} of the mini-batches, {steps[1]} of the full batch, which "
        "follows the slope exactly. The smaller m, the more it stumbles, like someone drunk: "
        "race with m = 1."
    )


@lru_cache(maxsize=8)
def _valley(race: Race, scope: str) -> Valley:
    whole = [lane.path if scope == "race" else lane.first for lane in race.lanes]
    paths = [landscape.spread(path, POINTS) for path in whole]
    plane = landscape.plane(paths)
    places = [plane.project(path) for path in paths]
    across, up = landscape.grid(np.concatenate(places), SIDE)
    x, labels = library.exams().training[:SAMPLE], library.mnist().y_train[:SAMPLE]
    about = (race.start.sizes, race.start.activation, x, labels)
    return Valley(
        plane=plane,
        across=across,
        up=up,
        heights=np.array(list(landscape.surface(plane, across, up, *about))),
        places=places,
        costs=[landscape.costs(plane.lift(place), *about) for place in places],
        shares=[plane.share_of(path) for path in paths],
    )


def _contour(race: Race, found: Valley) -> go.Figure:
    paper, ink, muted, line = palette("codeBackground", "text", "gray", "dataframeBorder")
    figure = go.Figure(
        go.Contour(
            x=found.across,
            y=found.up,
            z=found.heights,
            ncontours=18,
            colorscale=[[0, paper], [1, muted]],
            line={"width": 0.6, "color": line},
            colorbar={"thickness": 10, "title": {"text": "cost"}, "outlinewidth": 0},
            hovertemplate="cost %{z:.3g}<extra></extra>",
        )
    )
    for lane, place in zip(race.lanes, found.places):
        x, y = place.T
        figure.add_scatter(x=x, y=y, hoverinfo="skip", **_pen(lane, ink, paper, 6))
    x, y = found.places[0][0]
    figure.add_annotation(x=x, y=y, text="start", showarrow=False, yshift=-16, font={"color": ink})
    hidden = {"showticklabels": False, "ticks": "", "showgrid": False, "zeroline": False}
    _frame(figure, xaxis=hidden, yaxis=hidden)
    return figure


def _relief(race: Race, found: Valley) -> go.Figure:
    paper, ink, muted = palette("codeBackground", "text", "gray")
    figure = go.Figure(
        go.Surface(
            x=found.across,
            y=found.up,
            z=found.heights,
            colorscale=[[0, paper], [1, muted]],
            showscale=False,
            contours={"z": {"show": True, "width": 1, "color": muted}},
            hovertemplate="cost %{z:.3g}<extra></extra>",
        )
    )
    lifted = 0.02 * float(np.ptp(found.heights))  # so that the surface does not hide the paths
    for lane, place, cost in zip(race.lanes, found.places, found.costs):
        x, y = place.T
        pen = _pen(lane, ink, paper, 3)
        figure.add_scatter3d(x=x, y=y, z=cost + lifted, hoverinfo="skip", **pen)
    blank = {"showticklabels": False, "title": {"text": ""}, "showbackground": False}
    across, along = _downhill(found)
    scene = {
        "xaxis": blank,
        "yaxis": blank,
        "zaxis": {"title": {"text": "cost"}, "showbackground": False},
        "camera": {"eye": {"x": 1.35 * across, "y": 1.35 * along, "z": 1.15}},
        "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.7},
    }
    _frame(figure, scene=scene)
    return figure


def _downhill(found: Valley) -> tuple[float, float]:
    """The direction, length 1, from where the mini-batches began to where they got."""
    extent = np.array([np.ptp(found.across), np.ptp(found.up)])
    way = (found.places[0][-1] - found.places[0][0]) / extent
    return tuple((way / (np.linalg.norm(way) or 1)).tolist())


def _pen(lane: Lane, ink: str, paper: str, size: int) -> dict:
    """A heavy line for mini-batches, open circles for the full batch."""
    return {
        "name": "full batch" if lane.full else f"m = {lane.mini_batch}",
        "mode": "lines+markers" if lane.full else "lines",
        "line": {"color": ink, "width": 1.5 if lane.full else 3},
        "marker": {"size": size, "color": paper, "line": {"color": ink, "width": 1.3}},
    }


def _frame(figure: go.Figure, **layout) -> None:
    figure.update_layout(
        height=420,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": -0.02},
        **layout,
    )
