// What pages do beyond being read: times in the reader's zone, live changes, keys, and changes through the API.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- times -------------------------------------------------------------------------------------------------------------------

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

function local(time) {
  const at = new Date(time.dateTime);
  const now = new Date();
  const form = time.dataset.form;
  if (form === "for") {
    return span((now - at) / 1000);
  }
  if (form === "ago") {
    return `${span((now - at) / 1000)} ago`;
  }
  if (form === "until") {
    return span((at - now) / 1000);
  }
  if (form === "day") {
    return year.format(at);
  }
  const date = at.toDateString() === now.toDateString() && form !== "full"
    ? ""
    : `${(at.getFullYear() === now.getFullYear() ? day : year).format(at)}, `;
  return date + clock.format(at);
}

function tell(root = document) {
  for (const time of $$("time[datetime]", root)) {
    const text = local(time);
    if (time.textContent !== text) time.textContent = text;
  }
}

setInterval(() => {
  for (const time of $$('time[data-form="for"], time[data-form="ago"], time[data-form="until"]')) {
    const text = local(time);
    if (time.textContent !== text) time.textContent = text;
  }
}, 1000);

// ---- strips ------------------------------------------------------------------------------------------------------------------

const BAR = 6;
const HEIGHT = 30;

/** Draws one bar as the server does; see page/StripSvg.java. */
function bar(status, height, x) {
  const full = `M${x} 0h5v${HEIGHT}h-5z`;
  switch (status) {
    case "u": return [["bad", full]];
    case "k": return [["unk", `M${x + 0.5} .5h4v${HEIGHT - 1}h-4z`]];
    case "d": return [["deg", `M${x} ${HEIGHT - height}h5v${height}h-5z`], ["cap", `M${x} 0h5v3h-5z`]];
    case "g": return [["gap", `M${x} ${HEIGHT - 2}h5v2h-5z`]];
    default: return [["ok", `M${x} ${HEIGHT - height}h5v${height}h-5z`]];
  }
}

function push(strip, bars) {
  const group = $("g", strip);
  let moved = Number(group.dataset.moved || 0);
  const width = strip.viewBox.baseVal.width;
  for (const [status, height] of bars) {
    for (const [kind, path] of bar(status, height, width + moved)) {
      const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
      drawn.setAttribute("class", kind);
      drawn.setAttribute("d", path);
      group.append(drawn);
    }
    moved += BAR;
  }
  group.dataset.moved = moved;
  group.setAttribute("transform", `translate(${-moved} 0)`);
}

// ---- live --------------------------------------------------------------------------------------------------------------------

const WORD = { h: "healthy", d: "degraded", u: "unhealthy", k: "unknown" };
let source = null;
let fresh = 0;

function changed(change) {
  const row = document.getElementById(`s-${change.n}`);
  if (!row) return;
  const strip = $(".strip", row);
  if (strip) push(strip, change.b);
  const word = WORD[change.s];
  if (!row.classList.contains(word)) {
    row.classList.remove(...Object.values(WORD));
    row.classList.add(word);
    $(".mark use", row).setAttribute("href", `#mark-${word}`);
    $(".status-word", row).textContent = word;
  }
  const ms = $(".ms", row);
  if (ms) ms.textContent = change.ms < 0 ? "–" : `${change.ms} ms`;
  const at = $(".checked", row);
  if (at) {
    at.dateTime = change.at;
    at.textContent = local(at);
  }
  const uptime = $(".uptime", row);
  if (uptime) uptime.textContent = change.up;
}

/** Fetches the page again and takes over those of its parts that are marked as live: at once, then at most every two seconds. */
function refresh() {
  if (fresh) {
    fresh = 2;
    return;
  }
  fresh = 1;
  setTimeout(() => {
    const again = fresh === 2;
    fresh = 0;
    if (again) refresh();
  }, 2000);
  reread();
}

async function reread() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.redirected) {
      location.reload();
      return;
    }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of $$("[data-live]")) {
      const now = page.getElementById(old.id);
      // Not under somebody's hands: what is being typed or chosen stays.
      const busy = old.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
      if (now && !busy && !$("dialog[open], details[open]", old)) swap(old, now);
    }
    document.title = page.title;
    $("link[rel=icon]").href = $("link[rel=icon]", page).href;
    listen();
  } catch {
    // The next change or the next connection tries again.
  }
}

function swap(old, now) {
  const id = document.activeElement && old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.adoptNode(now));
  tell(now);
  if (id) document.getElementById(id)?.focus();
  document.dispatchEvent(new CustomEvent("healthmon:swapped", { detail: now }));
}

function live(on) {
  for (const dot of $$(".live")) dot.classList.toggle("on", on);
  for (const word of $$(".live-word")) word.textContent = on ? "Live" : "Not live";
}

function listen() {
  const wanted = $("[data-events]")?.dataset.events;
  if (!wanted || document.hidden) {
    source?.close();
    source = null;
    return;
  }
  if (source && source.wanted === wanted && source.readyState !== EventSource.CLOSED) {
    live(source.readyState === EventSource.OPEN);
    return;
  }
  source?.close();
  source = new EventSource(wanted);
  source.wanted = wanted;
  source.onopen = () => live(true);
  source.onerror = () => live(false);
  source.addEventListener("checks", event => {
    const changes = JSON.parse(event.data);
    changes.forEach(changed);
    document.dispatchEvent(new CustomEvent("healthmon:checks", { detail: changes }));
  });
  source.addEventListener("changed", refresh);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) listen();
  else reread();
});

// ---- changes, through the API ------------------------------------------------------------------------------------------------

let token;

async function csrf() {
  if (token === undefined) {
    // Who is not logged in has none, and a host without users does not know the question.
    const answer = document.body.dataset.session ? await fetch("/api/session") : null;
    token = answer?.ok ? (await answer.json()).csrf_token ?? "" : "";
  }
  return token;
}

/** Sends a change, and gives what came of it: {ok, body}, the sentence of an error in body.error. */
async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  const given = await csrf();
  if (given) headers["X-CSRF-Token"] = given;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    let json = {};
    try {
      json = text ? JSON.parse(text) : {};
    } catch {
      json = { error: `The monitor answered ${answer.status}.` };
    }
    return { ok: answer.ok, status: answer.status, body: json };
  } catch {
    return { ok: false, status: 0, body: { error: "The monitor does not answer." } };
  }
}

/** A form's fields as the API takes them; what is empty is left out. A field's data-as says what it is: list, number, time, pairs, flag. */
function fields(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled) continue;
    if ((field.type === "checkbox" || field.type === "radio") && field.dataset.as !== "flag" && !field.checked) continue;
    const value = field.value.trim();
    if (field.dataset.as === "flag") body[field.name] = field.checked;
    else if (value === "") continue;
    else if (field.dataset.as === "list") body[field.name] = [...(body[field.name] ?? []), ...value.split(",").map(it => it.trim()).filter(Boolean)];
    else if (field.dataset.as === "pairs") body[field.name] = Object.fromEntries(value.split(",").map(pair => pair.split("=").map(it => it.trim())).filter(pair => pair[0]));
    else if (field.dataset.as === "number") body[field.name] = Number(value);
    else if (field.dataset.as === "time") body[field.name] = new Date(value).toISOString();
    else body[field.name] = field.value;
  }
  return body;
}

function say(form, sentence, bad) {
  const said = $(".said", form) ?? $(".said", form.closest("section, li, div") ?? document) ?? $("#said");
  if (!said) return;
  said.textContent = sentence;
  said.classList.toggle("bad", bad);
}

document.addEventListener("submit", async event => {
  const form = event.target.closest("form[data-api]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.ask && !confirm(form.dataset.ask)) return;
  const [method, path] = form.dataset.api.split(" ");
  const buttons = $$("button", form);
  buttons.forEach(it => { it.disabled = true; });
  say(form, form.dataset.busy ?? "One moment …", false);
  const body = method === "DELETE" || form.dataset.body === "none" ? undefined : fields(form);
  const result = await send(method, path, body);
  buttons.forEach(it => { it.disabled = false; });
  if (!result.ok) {
    say(form, result.body.error ?? `That did not work (${result.status}).`, true);
    return;
  }
  say(form, form.dataset.done ?? "Done.", false);
  form.dispatchEvent(new CustomEvent("healthmon:done", { bubbles: true, detail: result.body }));
  if (form.dataset.then) {
    location.assign(form.dataset.then);
    return;
  }
  form.closest("dialog")?.close();
  if (form.dataset.keep === undefined) await reread();
  const page = $("#said");
  if (page) {
    page.textContent = form.dataset.done ?? "Done.";
    page.classList.remove("bad");
  }
});

document.addEventListener("click", event => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  const themes = event.target.closest("[data-set-theme]");
  if (themes) {
    const chosen = themes.dataset.setTheme;
    if (chosen === "auto") {
      localStorage.removeItem("healthmon-theme");
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem("healthmon-theme", chosen);
      document.documentElement.dataset.theme = chosen;
    }
    document.dispatchEvent(new CustomEvent("healthmon:theme"));
  }
});

// ---- keys --------------------------------------------------------------------------------------------------------------------

function move(by) {
  const links = $$(".rows .row .name a");
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    $("#find")?.focus();
  } else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "?") document.getElementById("keys")?.showModal();
});

// ---- start -------------------------------------------------------------------------------------------------------------------

tell();
listen();
document.addEventListener("htmx:configRequest", event => {
  // What says nothing has no place in an address.
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") delete event.detail.parameters[name];
  }
});
document.addEventListener("htmx:afterSettle", event => {
  tell(event.detail.elt);
  listen();
});

export { $, $$, csrf, local, refresh, reread, send, span, tell };
