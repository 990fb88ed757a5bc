function drawAlive(sheet, data) {
  sheet.text(0, 20, "Alive");
  return { height: 400 };
}

function drawNetwork(sheet, data) {
  sheet.text(0, 20, "Network");
  return { height: 400 };
}

function drawChallenge(sheet, data) {
  sheet.text(0, 20, "Challenge");
  return { height: 400 };
}

function drawSteps(sheet, data) {
  sheet.text(0, 20, "Steps");
  return { height: 400 };
}
