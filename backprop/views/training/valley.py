"""The paths of a race on the real cost surface: a map, and the same in three dimensions."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from backprop.lab import landscape
from backprop.lab.landscape import Plane
from backprop.lab.race import EXAMPLES, Lane, Race, stumbling_plane
from backprop.views import library
from backprop.views.numbers import number
from backprop.views.plots import BARE, palette
from backprop.views.training.racing import lane_name

POINTS = 60  # of each path
SIDE = 29
SAMPLE = 400  # digits that the surface is computed on
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
    left: list[bool]


@st.fragment
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
                format_func=lambda scope: SCOPES[scope],
                key="valley_scope",
                required=True,
                label_visibility="collapsed",
            )
        surface = _valley(race, scope)
        st.html(f"<p class='about'>{_about(race, surface, scope)}</p>")
        left, right = st.columns(2)
        shown: dict[str, Any] = {"config": {"displaylogo": False, "scrollZoom": False}}
        left.plotly_chart(
            _contour(race, surface),
            key="valley_map",
            alt="Map of the cost with both paths from the same start",
            **shown,
        )
        right.plotly_chart(
            _relief(race, surface),
            key="valley_relief",
            alt="The same in three dimensions: turn it with the pointer",
            **shown,
        )
    for other in SCOPES:
        _valley(race, other)  # so that it is known by the time it is asked for


def _about(race: Race, surface: Valley, scope: str) -> str:
    lane = race.lanes[0]
    cost = (
        f"The surface is the cost of {SIDE * SIDE:,} networks, each on {SAMPLE:,} of the "
        f"{EXAMPLES:,} digits that the race trains on. "
    )
    if scope == "first":
        return (
            f"The first {len(lane.first) - 1} steps with m = {lane.mini_batch:,}, on the plane of "
            "where they lead and of the direction in which they differ most: "
            f"<b>{_percent(surface.plane.share)}</b> of what they do. {cost}The full batch follows "
            f"the slope exactly{', here out of the picture' if surface.left[1] else ''}. "
            f"{_drunk(lane)}"
        )
    small, full = map(_percent, surface.shares)
    return (
        f"A network is a point in {len(surface.plane.centre):,} dimensions. Of all planes through "
        f"them this one holds most of both paths: <b>{_percent(surface.plane.share)}</b> of their "
        f"variance ({small} of the mini-batches’, {full} of the full batch’s). {cost}"
        f"A path that leaves the plane has another cost. {ways(race)}"
    )


def _drunk(lane: Lane) -> str:
    if lane.mini_batch == 1:
        return "One digit a step stumbles most, like someone drunk."
    return "The smaller m, the more it stumbles, like someone drunk: race with m = 1."


def ways(race: Race) -> str:
    """How far both got, straight from the start, and how long the full batch's steps were."""
    small, full = race.lanes
    ends = [float(np.linalg.norm(lane.path[-1] - lane.path[0])) for lane in (small, full)]
    steps = np.linalg.norm(np.diff(full.first, axis=0), axis=1)
    said = (
        f"Straight from the start, m = {small.mini_batch:,} ended {number(ends[0])} away, the full "
        f"batch {number(ends[1])}. The first step of the full batch was {number(float(steps[0]))} "
        "long"
    )
    if len(steps) == 1:
        return f"{said}; it took no other."
    return f"{said}, the longest of the {len(steps) - 1} after it {number(float(max(steps[1:])))}."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


@lru_cache(maxsize=8)
def _valley(race: Race, scope: str) -> Valley:
    if scope == "first":
        paths = [np.array(lane.first) for lane in race.lanes]
        plane = stumbling_plane(paths[0])
    else:
        paths = [landscape.spread(lane.path, POINTS) for lane in race.lanes]
        plane = landscape.plane(paths)
    places = [plane.project(path) for path in paths]
    shown = places[0] if scope == "first" else np.concatenate(places)
    across, up = landscape.grid(shown, SIDE)
    whole, places = places, [_until_it_leaves(place, across, up) for place in places]
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
        left=[place is not all_of_it for place, all_of_it in zip(places, whole)],
    )


def _until_it_leaves(place: np.ndarray, across: np.ndarray, up: np.ndarray) -> np.ndarray:
    """The part of a path (k, 2) up to where it leaves the picture that it starts in."""
    low, high = np.array([across[0], up[0]]), np.array([across[-1], up[-1]])
    outside = ((place < low) | (place > high)).any(axis=1)
    if not outside.any():
        return place
    first = int(outside.argmax())
    here, there = place[first - 1], place[first]
    reach = np.where(there > here, high - here, here - low) / np.maximum(abs(there - here), 1e-12)
    return np.vstack([place[:first], here + min(1.0, reach.min()) * (there - here)])


def _contour(race: Race, surface: Valley) -> go.Figure:
    paper, ink, muted, line = palette("codeBackground", "text", "gray", "dataframeBorder")
    figure = go.Figure(
        go.Contour(
            x=surface.across,
            y=surface.up,
            z=surface.heights,
            ncontours=18,
            colorscale=[[0, paper], [1, muted]],
            line={"width": 0.6, "color": line},
            colorbar={"thickness": 10, "title": {"text": "cost"}, "outlinewidth": 0},
            hovertemplate="cost %{z:.3g}<extra></extra>",
        )
    )
    for lane, place in zip(race.lanes, surface.places):
        x, y = place.T
        figure.add_scatter(x=x, y=y, hoverinfo="skip", **_pen(lane, ink, paper, 6))
    x, y = surface.places[0][0]
    figure.add_annotation(
        x=x, y=y, text="start", showarrow=False, yshift=-18, font={"color": ink}, bgcolor=paper
    )
    _frame(figure, xaxis=BARE, yaxis=BARE)
    return figure


def _relief(race: Race, surface: Valley) -> go.Figure:
    paper, ink, muted = palette("codeBackground", "text", "gray")
    figure = go.Figure(
        go.Surface(
            x=surface.across,
            y=surface.up,
            z=surface.heights,
            colorscale=[[0, paper], [1, muted]],
            showscale=False,
            contours={"z": {"show": True, "width": 1, "color": muted}},
            hovertemplate="cost %{z:.3g}<extra></extra>",
        )
    )
    lifted = 0.02 * float(np.ptp(surface.heights))  # so that the surface does not hide the paths
    for lane, place, cost in zip(race.lanes, surface.places, surface.costs):
        x, y = place.T
        pen = _pen(lane, ink, paper, 3)
        figure.add_scatter3d(x=x, y=y, z=cost + lifted, hoverinfo="skip", **pen)
    blank = {"showticklabels": False, "title": {"text": ""}, "showbackground": False}
    across, along = _downhill(surface)
    scene = {
        "xaxis": blank,
        "yaxis": blank,
        "zaxis": {"title": {"text": "cost"}, "showbackground": False},
        "camera": {"eye": {"x": 1.5 * across, "y": 1.5 * along, "z": 1.25}},
        "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.7},
    }
    _frame(figure, scene=scene)
    return figure


def _downhill(surface: Valley) -> tuple[float, float]:
    """The direction, length 1, from where the mini-batches began to where they got."""
    extent = np.array([np.ptp(surface.across), np.ptp(surface.up)])
    way = (surface.places[0][-1] - surface.places[0][0]) / extent
    return tuple((way / (np.linalg.norm(way) or 1)).tolist())


def _pen(lane: Lane, ink: str, paper: str, size: int) -> dict:
    """A heavy line for mini-batches, open circles for the full batch."""
    return {
        "name": lane_name(lane),
        "mode": "lines+markers" if lane.full else "lines",
        "line": {"color": ink, "width": 1.5 if lane.full else 3},
        "marker": {"size": size, "color": paper, "line": {"color": ink, "width": 1.3}},
    }


def _frame(figure: go.Figure, **layout: Any) -> None:
    figure.update_layout(
        height=420,
        margin={"l": 4, "r": 4, "t": 34, "b": 4},  # the toolbar above covers nothing
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": -0.02},
        **layout,
    )
