function drawGradient(sheet, data) {
  sheet.text(0, 20, "Gradient");
  return { height: 400 };
}


function drawSilence(sheet, data) {
  sheet.text(0, 20, "Silence");
  return { height: 400 };
}

function drawRank(sheet, data) {
  sheet.text(0, 20, "Rank");
  return { height: 400 };
}
