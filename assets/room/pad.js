// The sheet to draw on, 280 × 280 units as in the app.

const place = (id) => document.getElementById(id);
const pad = place("pad");
const ink = pad.getContext("2d");
let lines = [];
let line; // the one being drawn

pad.onpointerdown = (event) => {
  if (!event.isPrimary) return;
  pad.setPointerCapture(event.pointerId);
  lines.push((line = []));
  note = "";
  pad.onpointermove(event);
};
pad.onpointerup = pad.onpointercancel = () => (line = null);
pad.onpointermove = ({ isPrimary, offsetX, offsetY }) => {
  const [x, y] = [offsetX, offsetY].map((v) => Math.min(280, Math.max(0, Math.round((v / pad.clientWidth) * 280))));
  // A sheet so full that the server would not take it takes no more ink.
  if (!isPrimary || !line || JSON.stringify(lines).length > 7000) return;
  if (Math.hypot(x - line.at(-2), y - line.at(-1)) < 3) return;
  line.push(x, y);
  drawn();
};

function drawPad() {
  ink.clearRect(0, 0, 280, 280);
  ink.lineWidth = 24;
  ink.lineCap = ink.lineJoin = "round";
  for (const points of lines) {
    ink.beginPath();
    for (let i = 0; i < points.length; i += 2) ink.lineTo(points[i], points[i + 1]);
    ink.lineTo(points.at(-2) + 0.01, points.at(-1)); // a line without length is not drawn
    ink.stroke();
  }
}
