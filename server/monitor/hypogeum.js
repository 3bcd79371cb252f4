// Runs in the operator's browser, before the stock monitor: turns its GET calls, which the server
// refuses, into POSTs with the session's token, and says what became of them.
const meta = (name) => document.querySelector(`meta[name="hypogeum-${name}"]`)?.content ?? "";
const CALL = "/monitor/api/room/call";
const DONE = {
  disconnect: "Room closed.",
  _forceClientDisconnect: "Player kicked.",
  _sendMessageToClient: "Message sent.",
  broadcast: "Message sent to everybody in the room.",
};
const REFUSED = {
  "monitor/method_not_allowed": "Not allowed: the state of a running match is read-only.",
  "monitor/room_gone": "This room has ended.",
  "monitor/bad_request": "The server did not understand this action.",
  "monitor/action_failed": "The room could not carry out this action.",
  "monitor/list_failed": "The server could not list its rooms.",
  "operator/csrf": "This page is out of date. Reload it and try again.",
};

const stockFetch = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  const isCall = url.origin === location.origin && url.pathname === CALL;
  const response = await (isCall ? post(url.searchParams) : stockFetch(input, init)).catch(
    (error) => {
      say("The server does not answer.", "bad");
      throw error;
    },
  );
  await explain(response, isCall ? url.searchParams.get("method") : undefined);
  return response;
};

function post(query) {
  const body = {
    roomId: query.get("roomId"),
    method: query.get("method"),
    args: JSON.parse(query.get("args") ?? "[]"),
  };
  return stockFetch(CALL, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hypogeum-csrf": meta("csrf") },
    body: JSON.stringify(body),
  });
}

async function explain(response, method) {
  if (response.ok) {
    if (method) say(DONE[method], "good");
    return;
  }
  if (response.status === 401) {
    location.replace("/monitor/login");
    return;
  }
  const { error } = await response
    .clone()
    .json()
    .catch(() => ({}));
  say(REFUSED[error] ?? `The server refused (${response.status}).`, "bad");
  // The stock page would go on asking for the room every five seconds.
  if (error === "monitor/room_gone") location.hash = "#/";
}

function say(text, kind) {
  const toasts = document.getElementById("hypogeum-toasts");
  for (const shown of toasts?.children ?? []) if (shown.textContent === text) return;
  const toast = document.createElement("p");
  toast.className = `hypogeum-toast hypogeum-${kind}`;
  toast.textContent = text;
  toasts?.append(toast);
  setTimeout(() => toast.remove(), 6000);
}

function addBar() {
  const bar = document.createElement("header");
  bar.id = "hypogeum-bar";
  const who = document.createElement("span");
  who.textContent = `Signed in as ${meta("operator")}`;
  const out = document.createElement("button");
  out.type = "button";
  out.textContent = "Sign out";
  out.addEventListener("click", async () => {
    await stockFetch("/api/operator/logout", { method: "POST" });
    location.replace("/monitor/login");
  });
  bar.append(who, out);
  const toasts = document.createElement("div");
  toasts.id = "hypogeum-toasts";
  toasts.setAttribute("role", "status");
  document.body.prepend(bar, toasts);
}

/** The send dialog starts with the one message that every client of ours shows in words. */
function suggestNotice() {
  if (localStorage.getItem("$$colyseus$type") !== null) return;
  localStorage.setItem("$$colyseus$type", "notice");
  localStorage.setItem("$$colyseus$data", JSON.stringify("A word from the operator."));
}

suggestNotice();
addBar();
