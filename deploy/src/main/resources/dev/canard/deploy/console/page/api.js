/** Talks with the server. A problem becomes an Error with the server's words, its status, and all that it tells. */
const token = () => sessionStorage.getItem("token");

/** How long something is tried again. Nothing is done twice by it: each decision has its key. */
const PATIENCE = 30000;

async function answer(path, options) {
  for (const end = Date.now() + PATIENCE; ; ) {
    const late = Date.now() > end;
    try {
      const response = await fetch(path, options);
      if (response.status !== 503 || late) return response;
    } catch (e) {
      if (late) throw e;
    }
    dispatchEvent(new CustomEvent("waiting"));
    await new Promise((later) => setTimeout(later, 1000));
  }
}

/** Asks; automatic is what the page asks by itself, which does not keep a session alive. */
export async function ask(path, body, automatic) {
  const headers = { "X-Canard-Request": "1" };
  if (automatic) headers["X-Canard-Automatic"] = "1";
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await answer(path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) {
    // It would go before a session that is begun now.
    sessionStorage.removeItem("token");
    dispatchEvent(new CustomEvent("logged-out", { detail: problem }));
  }
  throw Object.assign(new Error(problem.detail || `The server answered ${response.status}.`), {
    status: response.status,
    problem,
  });
}

/** Ends the session, or forgets the token, and begins anew. */
export async function leave() {
  if (token()) sessionStorage.removeItem("token");
  else await ask("/logout", {});
  location.reload();
}

export const hasToken = () => Boolean(token());

export async function download(path, name) {
  const headers = token() ? { Authorization: `Bearer ${token()}` } : {};
  const response = await fetch(path, { headers });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Whether nobody is logged in any more; if so the page is told. */
const isOut = () => ask("/api/me", undefined, true).then(() => false, (e) => e.status === 401);

/** Follows the stream of changes; goes on where it was cut. With a token by fetch, since EventSource sends no headers. */
export function follow(onCase, onReset, onState) {
  let last = null;
  const run = async () => {
    for (let pause = 500; ; pause = Math.min(pause * 2, 15000)) {
      try {
        const headers = { Accept: "text/event-stream", "X-Canard-Automatic": "1" };
        if (token()) headers.Authorization = `Bearer ${token()}`;
        if (last) headers["Last-Event-ID"] = last;
        const response = await fetch("/api/stream", { headers });
        if (response.status === 401 && (await isOut())) return;
        if (!response.ok) throw new Error(String(response.status));
        onState(true);
        // Nothing tells what changed before the first event.
        if (!last) onReset();
        pause = 500;
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let text = ""; ; ) {
          const { done, value } = await reader.read();
          if (done) break;
          const parts = (text + value).split("\n\n");
          text = parts.pop();
          for (const part of parts) {
            const event = Object.fromEntries(
              part.split("\n").filter((line) => !line.startsWith(":")).map((line) => line.split(/: ?(.*)/s, 2)),
            );
            if (event.id) last = event.id;
            if (event.event === "case") onCase(JSON.parse(event.data).ids);
            if (event.event === "reset") onReset();
          }
        }
      } catch {
        // Tried again below.
      }
      onState(false);
      await new Promise((later) => setTimeout(later, pause));
    }
  };
  run();
}
