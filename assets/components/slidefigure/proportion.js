function drawProportion() {
  return { height: 300 };
}
