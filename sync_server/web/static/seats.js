// The seat map live: zoom and pan, the evening again, a seat beside the map, dragging it.

const box = document.getElementById("map");
const id = box.dataset.map;
const mayChange = "mayChange" in box.dataset;
const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";
const panel = document.getElementById("seat");
const AT_MOST_EVERY = 2000;
let svg, story, shown, view;

start();

async function start() {
  if (!await draw()) return; // the plain picture stays
  replay();
  follow();
  const asked = new URLSearchParams(location.hash.slice(1)).get("seat");
  if (asked) open(story.seats.findIndex((seat) => seat[0] === asked));
}

// The room as the server has it now; what was looked at stays in sight.
async function draw() {
  const [picture, told] = await Promise.all([
    fetch(`/seat-maps/${id}/map.svg?bare=true`), fetch(`/seat-maps/${id}/story.json`)]);
  if (!picture.ok || !told.ok) return false;
  story = await told.json();
  const drawn = new DOMParser().parseFromString(await picture.text(), "image/svg+xml");
  svg = document.importNode(drawn.documentElement, true);
  svg.setAttribute("role", "img");
  const before = box.querySelector("img, svg");
  svg.setAttribute("aria-label", before.alt ?? before.getAttribute("aria-label"));
  box.replaceChildren(svg);
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  if (view) look(view.x, view.y, view.width, view.height);
  else view = { x, y, width, height, whole: { x, y, width, height } };
  shown = new Array(story.places.length).fill(0);
  goTo(Infinity);
  wheelAndDrag();
  return true;
}

// Who comes and moves meanwhile, while the map shows now.
function follow() {
  if (!box.dataset.stream) return;
  const slider = document.getElementById("at");
  let waiting;
  new EventSource(box.dataset.stream).addEventListener("changed", () => {
    waiting ??= setTimeout(async () => {
      waiting = undefined;
      if (document.hidden || (slider && Number(slider.value) < Number(slider.max))) return;
      const fresh = await fetch(`/seat-maps/${id}/story.json`);
      if (fresh.ok) { story = await fresh.json(); goTo(Infinity); }
    }, AT_MOST_EVERY);
  });
}

// What each place shows at a moment: from the beginning, which is quick enough.
function goTo(moment) {
  const now = new Array(story.places.length).fill(0);
  for (const [at, place, state] of story.steps) {
    if (at > moment) break;
    now[place] = state;
  }
  const here = new Set(story.here);
  const tables = new Map(), sections = new Map();
  now.forEach((state, place) => {
    const number = story.places[place], seat = story.seats[number];
    if (state !== shown[place]) {
      document.getElementById(`p${place}`)?.setAttribute("href", `#m-${story.states[state]}`);
    }
    const taken = !["free", "held", "blocked", "clash"].includes(story.states[state]);
    const told = sections.get(seat[5]) ?? [0, 0];
    told[0] += here.has(state);
    told[1] += taken;
    sections.set(seat[5], told);
    if (!seat[4] && seat[3] > 1) tables.set(number, (tables.get(number) ?? 0) + here.has(state));
  });
  for (const [number, count] of tables) {
    const seat = story.seats[number];
    const said = document.getElementById(`s${number}`);
    if (said) said.textContent = `${seat[2]} · ${count} / ${seat[3]}`;
  }
  for (const row of document.querySelectorAll("tr[data-section]")) {
    const [present, taken] = sections.get(row.dataset.section) ?? [0, 0];
    row.querySelector("[data-here]").textContent = present.toLocaleString(document.documentElement.lang);
    row.querySelector("[data-taken]").textContent = taken.toLocaleString(document.documentElement.lang);
  }
  shown = now;
}

function replay() {
  const form = document.querySelector("[data-replay]");
  if (!form) return;
  const slider = form.querySelector("input"), told = form.querySelector("output");
  const play = form.querySelector("[data-play]");
  const clock = new Intl.DateTimeFormat(document.documentElement.lang,
    { timeStyle: "short", timeZone: slider.dataset.zone });
  const last = Number(slider.max);
  let timer;
  function show() {
    const at = Number(slider.value);
    goTo(at >= last ? Infinity : at);
    told.textContent = at >= last ? slider.dataset.now : clock.format(at);
    for (const link of document.querySelectorAll("[data-at]")) {
      link.search = at >= last ? "" : `?at=${at}`;
    }
  }
  slider.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".row > button").hidden = true;
  play.hidden = false;
  play.addEventListener("click", () => {
    if (timer) { clearInterval(timer); timer = undefined; return; }
    if (Number(slider.value) >= last) slider.value = slider.min;
    const step = (last - Number(slider.min)) / 300; // the whole evening in half a minute
    timer = setInterval(() => {
      slider.value = Number(slider.value) + step;
      show();
      if (Number(slider.value) >= last) { clearInterval(timer); timer = undefined; }
    }, 100);
  });
  if (Number(slider.value) < last) show();
}

function wheelAndDrag() {
  const fingers = new Map();
  let moved = 0, dragged;
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(1.0015 ** event.deltaY, event);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = 0;
    const seat = seatOf(event.target);
    dragged = mayChange && event.altKey && seat >= 0 ? { seat, from: point(event) } : undefined;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (fingers.size === 2) {
      const [one, two] = [...fingers.values()];
      const apart = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
      fingers.set(event.pointerId, event);
      const [a, b] = [...fingers.values()];
      zoom(apart / Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)), event);
    } else if (dragged) {
      const to = point(event);
      move(dragged.seat, to.x - dragged.from.x, to.y - dragged.from.y);
    } else {
      const scale = view.width / svg.clientWidth;
      look(view.x - (event.clientX - before.clientX) * scale,
        view.y - (event.clientY - before.clientY) * scale, view.width, view.height);
    }
    fingers.set(event.pointerId, event);
  });
  for (const kind of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(kind, async (event) => {
      if (!fingers.delete(event.pointerId)) return;
      if (dragged && moved > 4 && kind === "pointerup") {
        const to = point(event);
        await keepPlace(dragged.seat, to.x - dragged.from.x, to.y - dragged.from.y);
      } else if (kind === "pointerup" && moved < 8) {
        open(nearest(event));
      }
      dragged = undefined;
    });
  }
}

function zoom(factor, event) {
  const at = point(event), whole = view.whole;
  const width = Math.min(whole.width * 1.2, Math.max(whole.width / 60, view.width * factor));
  const by = width / view.width;
  look(at.x - (at.x - view.x) * by, at.y - (at.y - view.y) * by, width, view.height * by);
}

function look(x, y, width, height) {
  Object.assign(view, { x, y, width, height });
  svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
}

function point(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

function seatOf(target) {
  if (target.dataset?.seat !== undefined) return Number(target.dataset.seat);
  const place = /^p(\d+)$/.exec(target.id ?? "");
  return place ? story.places[Number(place[1])] : -1;
}

// Fingers are wide: the seat under them, or the nearest within 20 pixels.
function nearest(event) {
  const direct = seatOf(event.target);
  if (direct >= 0) return direct;
  for (const away of [8, 14, 20]) {
    for (let turn = 0; turn < 8; turn += 1) {
      const angle = (turn * Math.PI) / 4;
      const found = document.elementFromPoint(
        event.clientX + away * Math.cos(angle), event.clientY + away * Math.sin(angle));
      const seat = found && svg.contains(found) ? seatOf(found) : -1;
      if (seat >= 0) return seat;
    }
  }
  return -1;
}

async function open(number) {
  for (const before of svg.querySelectorAll(".chosen")) before.classList.remove("chosen");
  panel.hidden = number < 0;
  if (number < 0) return;
  for (const [place, seat] of story.places.entries()) {
    if (seat === number) document.getElementById(`p${place}`)?.classList.add("chosen");
  }
  await fill(await fetch(`/seat-maps/${id}/seats/${story.seats[number][0]}`, { headers: { "X-Part": "1" } }));
  panel.scrollIntoView({ block: "nearest" });
}

async function fill(response) {
  if (response.status === 401) { location.reload(); return; }
  panel.innerHTML = await response.text(); // our own page, escaped by the server
  for (const form of panel.querySelectorAll("form[data-part]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await fill(await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { "X-Part": "1" } }));
      const fresh = await fetch(`/seat-maps/${id}/story.json`);
      if (fresh.ok) { story = await fresh.json(); goTo(Infinity); }
    });
  }
}

function move(number, dx, dy) {
  for (const [place, seat] of story.places.entries()) {
    if (seat === number) {
      document.getElementById(`p${place}`)?.setAttribute("transform", `translate(${dx} ${dy})`);
    }
  }
  for (const one of svg.querySelectorAll(`[data-seat="${number}"], #s${number}`)) {
    one.setAttribute("transform", `translate(${dx} ${dy})`);
  }
}

async function keepPlace(number, dx, dy) {
  const seat = story.seats[number];
  const body = new FormData();
  body.set("csrf", csrf);
  body.set("x", (seat[6] + dx).toFixed(2));
  body.set("y", (seat[7] + dy).toFixed(2));
  const done = await fetch(`/seat-maps/${id}/seats/${seat[0]}/position`, { method: "POST", body });
  if (done.ok) await draw(); else move(number, 0, 0);
}
