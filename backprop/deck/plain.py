"""Formulas as plain text, for phones: $a^{(L-1)}$ becomes a⁽ᴸ⁻¹⁾."""

import re

from backprop.deck.words import unlinked

FORMULA = re.compile(r"(?<!\\)\$\$?(.+?)(?<!\\)\$\$?", re.DOTALL)
RAISED = re.compile(r"([\^_])(?:\{([^{}]*)\}|(\\[a-zA-Z]+|[^\s{}]))")
FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
COMMAND = re.compile(r"\\([a-zA-Z]+) ?")
MARKS = re.compile(r"\*\*|`|\\(?=[$*_`])")
SIGNS = {
    **dict(zip(("alpha", "beta", "delta", "Delta", "eta", "sigma", "Sigma"), "αβδΔησΣ")),
    **dict(zip(("sum", "partial", "nabla", "cdot", "times", "to", "infty"), "Σ∂∇·×→∞")),
    **dict(zip(("le", "leq", "ge", "geq", "ne", "neq", "approx", "pm", "ldots"), "≤≤≥≥≠≠≈±…")),
    "prime": "′",
}
ABOVE = str.maketrans("0123456789+-=()Lnijklm", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᴸⁿⁱʲᵏˡᵐ")
BELOW = str.maketrans("0123456789+-=()ijklmn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₗₘₙ")


def plain(text: str) -> str:
    """The text without the marks of Markdown, its formulas in letters as far as there are such."""
    return MARKS.sub("", FORMULA.sub(lambda found: _formula(found[1]), unlinked(text)))


def _formula(tex: str) -> str:
    tex = COMMAND.sub(lambda found: SIGNS.get(found[1], found[0]), FRACTION.sub(r"(\1)/(\2)", tex))
    tex = COMMAND.sub("", RAISED.sub(_raised, tex.replace("^\\prime", "′")))
    return tex.replace("{", "").replace("}", "").replace("-", "−").strip()


def _raised(found: re.Match) -> str:
    """An index or a power in small letters; where one of its signs has none, within brackets."""
    part, table = found[2] or found[3] or "", ABOVE if found[1] == "^" else BELOW
    small = part.translate(table)
    changed = all(a != b or a == "," for a, b in zip(part, small))
    return small if changed else f"{found[1]}({part})" if len(part) > 1 else found[1] + part
