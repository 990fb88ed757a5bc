function drawRace(sheet, data) {
  sheet.text(0, 20, "Race");
  return { height: 400 };
}

function drawBeauty(sheet, data) {
  sheet.text(0, 20, "Beauty");
  return { height: 400 };
}
