// Whose stroke it is when mouse, finger, pen and palm are on the canvas at once: the one's that began it.

const PALM = 1000; // ms after the pen's last sign in which a touch is the hand that holds it

class Hand {
  constructor() {
    this.pointer = null; // the event that began the stroke, if a pointer did
    this.penSeen = -Infinity;
  }

  /** Each event of a pen, one that only hovers too, tells that a touch is a palm now. */
  note(event) {
    if (event.pointerType === "pen") this.penSeen = event.timeStamp;
  }

  /** Whether what comes down may begin a stroke; a pen may even take over from its palm. */
  mayBegin(event) {
    if (!event.isPrimary || !(event.button === 0 || isEraserEnd(event))) return false;
    if (event.pointerType === "touch" && event.timeStamp - this.penSeen < PALM) return false;
    return !this.pointer || this.owns(event) || (this.isTouch && event.pointerType === "pen");
  }

  owns(event) {
    return this.pointer?.pointerId === event.pointerId;
  }

  get isTouch() {
    return this.pointer?.pointerType === "touch";
  }
}

/** A stylus turned round. */
function isEraserEnd({ button, buttons }) {
  return button === 5 || buttons === 32;
}

/** What a key press asks for, as on Windows, Linux or a Mac: undo, redo or neither. */
function travelAsked(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = keyOf(event);
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}

function isTyping(event) {
  return event.target.closest?.("input, textarea, [contenteditable=true]") != null;
}
