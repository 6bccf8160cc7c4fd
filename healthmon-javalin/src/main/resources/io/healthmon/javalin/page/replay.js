// Sends a draft to be replayed, and shows how its alerts and the recorded ones differ.

import { $, csrf, span, tell } from "./page.js";

const WORDS = {
  new: "only in the draft",
  missing: "only recorded",
  longer: "longer in the draft",
  shorter: "shorter in the draft",
  same: "the same"
};
const ORDER = ["new", "missing", "longer", "shorter", "same"];
const MOST_KEPT = 100;

const form = $("#replay");
let found = null;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function time(iso) {
  const made = element("time", iso);
  made.dateTime = iso;
  made.title = `${iso.slice(0, 19).replace("T", " ")} UTC`;
  return made;
}

function row(...cells) {
  const made = element("tr");
  cells.forEach((cell, index) => {
    const td = element(index === 1 ? "th" : "td");
    if (index === 1) td.scope = "row";
    td.append(...[].concat(cell));
    made.append(td);
  });
  return made;
}

function lasting(alert) {
  if (!alert) return "–";
  const parts = [time(alert.triggered_at), " "];
  parts.push(element("small", alert.resolved_at
    ? `for ${span((new Date(alert.resolved_at) - new Date(alert.triggered_at)) / 1000)}, ${alert.severity}`
    : `still active, ${alert.severity}`));
  return parts;
}

function show() {
  const same = $("#replay-same").checked;
  const items = found.alerts.filter(item => same || item.difference !== "same");
  const body = $("#replay-table tbody");
  body.replaceChildren(...items.map(item => {
    const word = element("span", WORDS[item.difference] ?? item.difference, "chip");
    const why = [element("span", item.fired?.reason ?? item.recorded?.message ?? "")];
    if (item.fired?.rule) why.push(" ", element("code", item.fired.rule));
    const made = row(word, item.service_name, lasting(item.fired), lasting(item.recorded), why);
    if (item.difference === "new") made.className = "added";
    if (item.difference === "missing") made.className = "gone";
    return made;
  }));
  $("#replay-none").hidden = items.length > 0;
  $("#replay-table").hidden = items.length === 0;
  tell(body);
}

function render() {
  const total = found.total;
  const tiles = [["fired under the draft", total.fired], ["recorded", total.recorded], ...ORDER.map(it => [WORDS[it], total[it]]),
    ["kept back by the draft", total.suppressed], ["checks judged", total.checks]];
  $("#replay-tiles").replaceChildren(...tiles.map(([name, number]) => {
    const tile = element("div");
    tile.append(element("dt", name), element("dd", Number(number).toLocaleString()));
    return tile;
  }));
  $("#replay-span").replaceChildren(time(found.since), " to ", time(found.until));
  const notes = [];
  if (found.compared_to) notes.push("There are too many alerts to compare them all.");
  if (found.active_before) notes.push(`${found.active_before} of the draft's were open already at the beginning.`);
  if (found.log.unknown) notes.push(`${found.log.unknown} checks are of services that the draft does not have.`);
  if (found.alerts.length < total.fired + total.missing) notes.push("Not all are listed: those that differ come first.");
  $("#replay-notes").textContent = notes.join(" ");
  $("#replay-notes").hidden = notes.length === 0;
  $("#replay-kept tbody").replaceChildren(...found.suppressions.slice(0, MOST_KEPT).map(one =>
    row(time(one.at), one.service_name, [one.cause.replaceAll("_", " "), one.because ? ` ${one.because}` : ""].join(""), one.reason)));
  $("#replay-kept").hidden = found.suppressions.length === 0;
  $("#replay-result").hidden = false;
  show();
  tell($("#replay-result"));
  $("#result-title").focus();
}

function say(sentence, bad) {
  $("#replay-said").textContent = sentence;
  $("#replay-said").classList.toggle("bad", bad);
}

async function run() {
  const headers = { Accept: "application/json", "Content-Type": "application/yaml" };
  const token = await csrf();
  if (token) headers["X-CSRF-Token"] = token;
  const answer = await fetch(`/api/health/replay?since=${encodeURIComponent(form.since.value)}`, { method: "POST", headers, body: form.draft.value });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

form?.addEventListener("submit", async event => {
  event.preventDefault();
  const button = $("button", form);
  button.disabled = true;
  $("#replay-progress").hidden = false;
  const begun = Date.now();
  say("Judging the recorded checks once more …", false);
  try {
    found = await run();
    say(`Done in ${span((Date.now() - begun) / 1000)}.`, false);
    render();
  } catch (problem) {
    say(problem instanceof TypeError || problem instanceof SyntaxError ? "The monitor does not answer." : problem.message, true);
  } finally {
    button.disabled = false;
    $("#replay-progress").hidden = true;
  }
});

$("#replay-same")?.addEventListener("change", () => found && show());
