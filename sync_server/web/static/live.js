// The evening live: told when something is new, it asks for that part of the page again.

const box = document.getElementById("tonight"), sign = document.getElementById("live");
const AT_MOST_EVERY = 1000, AT_LEAST_EVERY = 15000;
let asked = 0, waiting, asking = false, again = false;

async function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, AT_LEAST_EVERY);
  if (document.hidden) return;
  if (asking) { again = true; return; }
  asking = true;
  asked = performance.now();
  try {
    const answer = await fetch(box.dataset.part, { headers: { "X-Part": "1" } });
    if (answer.status === 401) { location.reload(); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    box.innerHTML = await answer.text(); // our own page, escaped by the server
    say(sign.dataset.live);
    if (box.querySelector("[data-newer]")) again = true;
  } catch {
    say(`${sign.dataset.late} ${box.querySelector("[data-at]")?.dataset.at ?? ""}`);
  } finally {
    asking = false;
    if (again) { again = false; soon(); }
  }
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, Math.max(0, AT_MOST_EVERY - (performance.now() - asked)));
}

function say(words) {
  if (sign.textContent !== words) sign.textContent = words;
}

const stream = new EventSource(box.dataset.stream);
stream.addEventListener("changed", soon);
// What happened between the page's making and now is not told by the stream: ask once.
stream.addEventListener("open", () => { say(sign.dataset.live); soon(); });
// A proxy that swallows the stream: ask every few seconds instead.
stream.addEventListener("error", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 4000); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
waiting = setTimeout(refresh, AT_LEAST_EVERY);
