// The page of one service: its chart, to be zoomed by dragging, and what comes of a check now.
import { $, refresh, span } from "./page.js";

/* global uPlot */

const HEIGHT = 260;
const LABEL = 110;
const hours = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** A colour of the style sheet as the canvas takes it: one of the two that it names for light and dark. */
function paint(name) {
  const probe = document.createElement("i");
  probe.className = `paint-${name}`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const place = $("#chart");
let plot = null;
let whole = null;
let asked = 0;

async function series(hours, until) {
  const address = new URL(`/api/health/series/${encodeURIComponent(place.dataset.service)}`, location.href);
  address.searchParams.set("hours", hours);
  address.searchParams.set("buckets", 300);
  if (until) address.searchParams.set("until", until.toISOString());
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

const columns = found => {
  const middle = found.width_seconds / 2;
  return [found.start.map(at => at + middle), found.p50, found.p95, found.max];
};

/** As high as the p95 mostly is, as the server draws it; see page/Chart.java. What takes far longer leaves the box. */
function top(u) {
  const [from, to] = [u.scales.x.min, u.scales.x.max];
  const times = u.data[2]
    .filter((value, i) => value != null && (from == null || u.data[0][i] >= from) && (to == null || u.data[0][i] <= to))
    .sort((a, b) => a - b);
  return [0, times.length ? Math.max(4, times[Math.floor(times.length * 0.95)] * 1.25) : 100];
}

/** When alerts were active: [from, to, colour, from in pixels, their width]. */
function bands(u) {
  return (place.dataset.bands || "").split(" ").filter(Boolean).map(band => {
    const [from, to, kind] = band.split(",");
    const x = u.valToPos(Number(from), "x", true);
    return [Number(from), Number(to), kind, x, Math.max(2, u.valToPos(Number(to), "x", true) - x)];
  });
}

function clipped(u, draw) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, bbox);
  ctx.restore();
}

const shade = u => clipped(u, (ctx, box) => {
  for (const [, , kind, x, width] of bands(u)) {
    ctx.fillStyle = paint(`${kind}-bg`);
    ctx.fillRect(x, box.top, width, box.height);
  }
});

const label = u => clipped(u, (ctx, box) => {
  const px = devicePixelRatio;
  let free = 0;
  ctx.font = `${11 * px}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  for (const [from, to, kind, x, width] of bands(u)) {
    ctx.fillStyle = paint(kind);
    ctx.fillRect(x, box.top, width, 3 * px);
    const begin = Math.max(x, box.left) + 3 * px;
    if (x + width > box.left && begin >= free && begin < box.left + box.width - LABEL * px) {
      ctx.fillStyle = paint(`${kind}-text`);
      ctx.fillText(`alert, ${span(to - from)}`, begin, box.top + 6 * px);
      free = begin + LABEL * px;
    }
  }
});

const ms = value => (value == null ? "–" : value < 10_000 ? `${value} ms` : `${(value / 1000).toFixed(1)} s`);

/** Moments in the reader's zone: where a day begins, or if they are days apart, the day. */
function moments(u, ticks, axis, space, apart) {
  return ticks.map(at => {
    const date = new Date(at * 1000);
    return apart >= 86_400 || (date.getHours() === 0 && date.getMinutes() === 0) ? days.format(date) : hours.format(date);
  });
}

function options() {
  const axis = { stroke: paint("faint"), grid: { stroke: paint("line"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
  const line = (label, name, width, more = {}) => ({ label, stroke: paint(name), width, value: (u, value) => ms(value), spanGaps: false, ...more });
  return {
    width: Math.max(280, place.clientWidth),
    height: HEIGHT,
    cursor: { drag: { x: true, y: false, setScale: false } },
    legend: { live: true },
    scales: { y: { range: top } },
    axes: [{ ...axis, grid: { show: false }, values: moments }, { ...axis, size: 64, values: (u, ticks) => ticks.map(ms) }],
    series: [
      { value: (u, at) => (at == null ? "–" : `${days.format(at * 1000)}, ${hours.format(at * 1000)}`) },
      line("p50", "accent", 2),
      line("p95", "p95", 1.25, { fill: paint("area") }),
      line("longest", "max", 1, { dash: [2, 3] }),
    ],
    hooks: { drawClear: [shade], draw: [label], setSelect: [zoomed] },
  };
}

function draw(data) {
  const before = plot;
  plot = new uPlot(options(), data, place);
  before?.destroy();
  place.classList.add("drawn");
  // The moment at which the chart can be used, for whoever measures it.
  performance.mark("healthmon:chart");
}

async function load() {
  const turn = ++asked;
  try {
    const found = await series(Number(place.dataset.hours));
    if (turn !== asked) return;
    whole = columns(found);
    if (!plot) draw(whole);
    else plot.setData(whole);
  } catch {
    // The drawing that the server made stays, or the chart as it was.
  }
}

async function zoomed(u) {
  if (u.select.width < 4) return;
  const from = u.posToVal(u.select.left, "x");
  const to = u.posToVal(u.select.left + u.select.width, "x");
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  u.setScale("x", { min: from, max: to });
  $("#zoom").hidden = false;
  const turn = ++asked;
  try {
    const found = await series(Math.max(1, Math.ceil((to - from) / 3600)), new Date(to * 1000));
    if (turn !== asked) return;
    plot.setData(columns(found), false);
    plot.setScale("x", { min: from, max: to });
  } catch {
    // What is there is shown larger.
  }
}

function unzoomed() {
  $("#zoom").hidden = true;
  asked++;
  if (whole) plot.setData(whole);
  load();
}

if (place && window.uPlot) {
  load();
  $("#zoom button").addEventListener("click", unzoomed);
  place.addEventListener("dblclick", unzoomed);
  new ResizeObserver(() => plot?.setSize({ width: Math.max(280, place.clientWidth), height: HEIGHT })).observe(place);
  const repaint = () => plot && draw(plot.data);
  document.addEventListener("healthmon:theme", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  let last = Date.now();
  document.addEventListener("healthmon:swapped", () => {
    // Several parts are swapped at once, and a chart of days has no use for every check.
    if ($("#zoom").hidden && Date.now() - last > 10_000) {
      last = Date.now();
      load();
    }
  });
}

// Every check of this service is news here.
document.addEventListener("healthmon:checks", refresh);

// ---- a check now -------------------------------------------------------------------------------------------------------------

const form = $("#check");
const said = $("#checked");
if (form) {
  let ticking = 0;
  form.addEventListener("submit", () => {
    const began = Date.now();
    clearInterval(ticking);
    ticking = setInterval(() => {
      if (!$("button", form).disabled) clearInterval(ticking);
      else said.textContent = `Checking … ${Math.round((Date.now() - began) / 1000)} s`;
    }, 1000);
  });
  form.addEventListener("healthmon:done", event => {
    clearInterval(ticking);
    const result = event.detail.result;
    if (result) said.textContent = `Checked: ${result.status}, in ${ms(result.response_time_ms)}.`;
    load?.();
  });
}
