function drawBeauty(sheet, data) {
  sheet.text(0, 20, "Beauty");
  return { height: 400 };
}
