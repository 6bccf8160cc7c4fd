// The calendar on the reader's own clocks, and their zone in the form.

import { $ } from "./page.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const shown = $("#zone")?.dataset.zone;
const field = $("#rhythm-zone");

if (zone && field) field.value = zone;
if (zone && shown !== zone && !(zone === "UTC" && shown === "Z")) {
  const address = new URL(location.href);
  if (!address.searchParams.has("zone")) {
    address.searchParams.set("zone", zone);
    fetch(address, { headers: { Accept: "text/html" } }).then(async answer => {
      // A browser may know a zone that the monitor does not: then its calendar stays as it is.
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["calendar", "zone"]) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
      history.replaceState(history.state, "", address);
    }).catch(() => {});
  }
}
