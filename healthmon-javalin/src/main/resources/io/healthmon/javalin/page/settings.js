// What is shown once: a key that was made, a secret of one-time codes.

import { $, reread, send } from "./page.js";

document.addEventListener("healthmon:done", event => {
  const form = event.target;
  if (form.matches("[data-made]")) {
    $("#made-key-text").textContent = event.detail.key;
    $("#made-key").hidden = false;
    form.reset();
    reread().then(() => $("#made-key").focus());
  } else if (form.id === "codes-on") {
    $("#codes-text").textContent = event.detail.secret;
    // Nothing but a key for an app is opened, whatever was answered.
    if (event.detail.uri.startsWith("otpauth:")) $("#codes-link").href = event.detail.uri;
    $("#codes-secret").hidden = false;
    form.hidden = true;
    $("#codes-code").focus();
  }
});

$("#codes-off")?.addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target;
  const result = await send("DELETE", "/api/session/totp", { password: form.password.value });
  if (result.ok) {
    location.assign("/settings");
    return;
  }
  $(".said", form).textContent = result.body.error;
  $(".said", form).classList.add("bad");
});
