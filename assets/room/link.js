// The line to the class. Each event is its whole state; a phone that slept, a server that restarted, a proxy that
// swallows events are all mended in one way: open the events anew and fetch the state, each phone at its own moment.

let room, source, timer;
const after = (from, to, act) => setTimeout(act, from + (to - from) * Math.random());

function connect(from, to) {
  clearTimeout(timer);
  timer = after(from, to, listen);
}

async function listen() {
  source?.close();
  if (!room) return;
  const events = (source = new EventSource(`${room}/events?phone=${own.id}`));
  events.onmessage = ({ data }) => take(JSON.parse(data));
  events.onerror = () => {
    events.close();
    if (events === source) connect(200, 1200);
  };
  if ((await refresh()) !== 200) connect(1000, 4000);
}

async function refresh() {
  const { status, body } = await ask(`state?phone=${own.id}`);
  if (status === 200) body.version < now?.version || take(body);
  else if (status === 404 && body) gone(body.problem);
  else put("line", body?.problem ?? "Not connected. Trying again; what you choose is kept.");
  return status;
}

/** { status, body }: no status without an answer, no body where it is not the class that answers. */
async function ask(path, body) {
  const json = JSON.stringify({ phone: own.id, ...body });
  const post = body && { method: "POST", body: new Blob([json], { type: "application/json" }) };
  try {
    const answer = await fetch(`${room}/${path}`, { ...post, signal: AbortSignal.timeout?.(8000) });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    if (body) connect(0, 1000);
    return {};
  }
}

const back = () => document.hidden || connect(0, 500);
document.onvisibilitychange = ononline = back;
onpageshow = ({ persisted }) => persisted && back();

// A line can die without a word: then the class knows more than this phone.
setInterval(async () => {
  const known = now?.version;
  if (!room || document.hidden) return;
  await refresh();
  if (now?.version !== known) connect(0, 500);
}, 30000);
