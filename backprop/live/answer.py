"""One drawing in, everything that the page shows of it out."""

from collections.abc import Mapping
from typing import Any, Protocol

from backprop import digits
from backprop.live import gradients_page, draw_page, wire
