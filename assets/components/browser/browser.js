// What the app asks of the browser on every page, once for as long as it is open. No data.

export default function () {
  if (window.backpropStudioPrepared) return;
  window.backpropStudioPrepared = true;
  surviveTranslation();
  stayOneStepBack();
  comeBackWhenLost();
}

/** What a page writes into its own address is no new step for the Back button. Another stop on the way
 *  (`at`), chosen by the visitor, is one. */
function stayOneStepBack() {
  const push = history.pushState;
  history.pushState = function (state, title, url) {
    const [from, to] = [new URL(location), new URL(url ?? "", location)];
    const same = from.pathname === to.pathname && from.searchParams.get("at") === to.searchParams.get("at");
    (same ? history.replaceState : push).call(this, state, title, url);
  };
}
