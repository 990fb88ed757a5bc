function drawVote() {
  return { height: 300 };
}
