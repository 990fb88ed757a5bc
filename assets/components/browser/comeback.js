// A page can die: its server is gone for good, or a message came that Streamlit cannot place (pages turned
// while answers are under way) and it takes everything away. Then the page is loaded anew, and finds what
// the browser kept.

const STATE = "data-test-connection-state"; // set by Streamlit
const REST = 10_000; // ms from one such time to the next

function comeBackWhenLost() {
  const page = document.querySelector(".stApp").closest("body > *");
  const look = () => {
    const app = document.querySelector(".stApp");
    if (!app || app.getAttribute(STATE) === "DISCONNECTED_FOREVER") comeBack();
  };
  new MutationObserver(look).observe(page, { subtree: true, attributeFilter: [STATE] });
  new MutationObserver(look).observe(page, { childList: true });
}

function comeBack() {
  if (MEMORY.comingBack) return;
  MEMORY.comingBack = true;
  const since = Date.now() - Number(tabShelf.get("came-back") ?? 0);
  setTimeout(() => {
    tabShelf.set("came-back", String(Date.now()));
    location.reload();
  }, Math.max(0, REST - since));
}
