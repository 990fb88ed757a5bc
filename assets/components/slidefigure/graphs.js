
function drawSteps(sheet, data) {
  sheet.text(0, 20, "Steps");
  return { height: 400 };
}
