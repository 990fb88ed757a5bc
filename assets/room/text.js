// What is typed, and what is written.

/** The code that somebody means: in small letters, with spaces, or a whole address. */
const codeOf = (typed) => typed.split("/").pop().toUpperCase().replace(/[^A-Z0-9]/g, "");

const safe = (text) => text.replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt()};`);

const SIGNS = { delta: "δ", sigma: "σ", partial: "∂", cdot: "·" };

/** How strongly an output answers, as on the projector: 0.996 is not 1. */
const three = (output) => output.toFixed(3);

const fools = (kind = now.task.kind) => kind === "fool";

/** What is read in a digit: one that was sent has the kind of the task it was sent to. */
function outcome({ digit, output, label, kind, became }) {
  if (became) return `It read ${became[0]} at ${three(became[1])}; after the class's training ${became[2]} at ${three(became[3])}.`;
  return `${fools(kind) && label !== digit && label >= 0 ? "Fooled: it" : "It"} reads ${digit} at ${three(output)}.`;
}

/** Rounded as on the projector: those of equal votes are equal. */
const percent = (n, all) => `${Math.round((100 * n) / all)} %`;

/** Simple TeX in one line of HTML: indices, letters in italics. */
const formula = (tex) =>
  tex.replace(/\\([a-z]+) ?/gi, (_, name) => SIGNS[name] ?? "")
    .replace(/[a-z]+/gi, "<i>$&</i>")
    .replace(/_({[^{}]*}|<i>\w+<.i>|.)/g, "<sub>$1</sub>")
    .replace(/\^({[^{}]*}|<i>\w+<.i>|.)/g, "<sup>$1</sup>")
    .replace(/[{}\\]/g, "").replace(/-/g, "−");

/** A text with $TeX$ in it as HTML; \$ is a dollar. */
const words = (text) => safe(text).replace(/\\\$/g, "&#36;").replace(/\$(.+?)\$/g, (_, tex) => formula(tex));
