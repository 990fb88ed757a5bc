// How strokes and the keyboard's pen look on the sheet.

/** One stroke, smoothed: quadratic curves whose control points are what the pen touched. */
function drawStroke(context, { tool, width, points }, ink) {
  context.globalCompositeOperation = tool === "eraser" ? "destination-out" : "source-over";
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length - 2; i += 2) {
    const [x, y, nextX, nextY] = points.slice(i, i + 4);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  context.lineTo(points.at(-2), points.at(-1));
  if (points.length === 2) context.lineTo(points[0] + 0.01, points[1]); // a line without length is not drawn
  context.stroke();
  context.globalCompositeOperation = "source-over";
}

function drawCursor(context, [x, y], radius, accent) {
  context.strokeStyle = accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
