// Everything here is a convenience: each page works, and says the same, without it.
(() => {
  "use strict";
  const all = (selector, from = document) => from.querySelectorAll(selector);

  // The theme is tried on while choosing; saving the form makes it stay.
  const tryTheme = (choice) => {
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  };

  // A description is the author's own once it differs from the prompt it was copied from.
  const ownDescription = (part) => {
    const field = part.querySelector("textarea");
    const own = field.value.trim() !== "" && field.value.trim() !== field.dataset.copied.trim();
    field.classList.toggle("input-look", !own);
    part.querySelector(".compose-copied").hidden = own;
    part.querySelector(".compose-own").hidden = !own;
    return own;
  };
  const canPublish = (form) => {
    const complete = [...all("[data-description]", form)].map(ownDescription).every(Boolean);
    const button = form.querySelector(".publish");
    button.classList.toggle("publish-blocked", !complete);
    button.classList.toggle("button-main", complete);
    form.querySelector("[data-missing]").hidden = complete;
    form.querySelector("[data-complete]").hidden = !complete;
  };

  // Bluesky has room for so many code points, the hashtags at the end included.
  const fitsBluesky = (room, text) => {
    const taken = [...text].length + Number(room.dataset.tail);
    const over = taken > Number(room.dataset.room);
    room.querySelector("[data-taken]").textContent = taken;
    room.querySelector("[data-fits]").hidden = over;
    room.querySelector("[data-over]").hidden = !over;
  };

  // The create bar repeats in words what was chosen in the panel.
  const echo = (radio) => {
    const place = document.querySelector(`[data-echo="${radio.name}"]`);
    if (place) place.textContent = radio.dataset.word;
  };

  // The painter speaks when a row changes state and at each quarter, never at every poll.
  let lastSaid = "";
  const say = () => {
    const region = document.getElementById("painter-says");
    const words = [...all(".row[data-says]")].map((row) => row.dataset.says).find(Boolean) || "";
    if (region && words !== lastSaid) region.textContent = lastSaid = words;
  };

  // A new preview is decoded before it replaces the old one, so that the tile never blinks.
  const decodeFirst = async (event) => {
    const { serverResponse, target, shouldSwap } = event.detail;
    const next = /data-preview="([^"]+)"/.exec(serverResponse || "");
    if (!next || !shouldSwap || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    event.detail.shouldSwap = false;
    const image = new Image();
    image.src = next[1].replaceAll("&amp;", "&");
    await image.decode().catch(() => {});
    if (target.isConnected) window.htmx.swap(target, serverResponse, { swapStyle: "outerHTML" });
  };

  const copy = async (button) => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
  };

  document.addEventListener("input", (event) => {
    const part = event.target.closest("[data-description]");
    if (part) canPublish(part.closest("form"));
    if (event.target.id === "text") all("[data-room]").forEach((room) => fitsBluesky(room, event.target.value));
    for (const mirror of all("[data-mirror]")) {
      if (event.target.matches(mirror.dataset.mirror)) mirror.textContent = event.target.value;
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.dataset.word) echo(event.target);
    if (event.target.closest("[data-theme-choice]")) tryTheme(event.target.value);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("htmx:beforeSwap", decodeFirst);
  document.addEventListener("htmx:afterSettle", say);

  if (navigator.clipboard) for (const button of all("[data-copy]")) button.hidden = false;
  if (matchMedia("(min-width: 700px)").matches) for (const fold of all("[data-open-wide]")) fold.open = true;
  say();
})();
