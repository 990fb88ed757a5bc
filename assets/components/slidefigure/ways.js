function drawWays() {
  return { height: 300 };
}
