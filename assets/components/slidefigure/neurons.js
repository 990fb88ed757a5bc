function drawWays(sheet, data) {
  sheet.text(0, 20, "Ways");
  return { height: 400 };
}

function drawVote(sheet, data) {
  sheet.text(0, 20, "Vote");
  return { height: 400 };
}

function drawProportion(sheet, data) {
  sheet.text(0, 20, "Proportion");
  return { height: 400 };
}

function drawWishes(sheet, data) {
  sheet.text(0, 20, "Wishes");
  return { height: 400 };
}
