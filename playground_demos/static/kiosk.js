// A screen that visitors share: when one has gone, ask, count down, and make room for the next.
// Never while someone touches, waits in line, listens, or watches an answer being written.
const ask = document.querySelector(".kiosk-ask");
const left = ask.querySelector("[data-left]");
const idleMs = Number(ask.dataset.idleSeconds) * 1000;
const COUNTDOWN_MS = 20_000; // the least that accessibility rules leave for an answer (WCAG 2.2.1)
const LOST_MS = 600_000; // no visitor waits as long: a line that never ends has lost its server
const RETRY_MS = 3000;
const USED = "lab-kiosk-used";
const ticketKey = "lab-ticket:" + location.pathname; // as status.js writes it

const now = () => performance.now();
let touched = now(); // by a visitor
let stirred = now(); // by a visitor, or by what one waits for
let askedAt = null;
let clearing = false;
const pressed = new Set();

// The front page that nobody has touched since it was cleared waits for as long as it takes.
const isUsed = () => location.pathname !== "/" || sessionStorage.getItem(USED) !== null;
const isBusy = () =>
  pressed.size > 0 || sessionStorage.getItem(ticketKey) !== null || Boolean(window.speechSynthesis?.speaking);
const stir = () => {
  if (now() - touched < LOST_MS) stirred = now();
};

const touch = () => {
  if (askedAt !== null || clearing) return; // only its own buttons answer the question
  touched = stirred = now();
  sessionStorage.setItem(USED, "");
};
for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "input"])
  window.addEventListener(kind, touch, { capture: true, passive: true });
window.addEventListener("pointerdown", (event) => pressed.add(event.pointerId), true);
for (const kind of ["pointerup", "pointercancel"])
  window.addEventListener(kind, (event) => pressed.delete(event.pointerId), true);
const stage = document.querySelector(".stage");
if (stage) new MutationObserver(stir).observe(stage, { childList: true, characterData: true, subtree: true });

const stay = () => {
  if (clearing) return;
  askedAt = null;
  if (ask.open) ask.close();
  touch();
};

const forget = () => {
  sessionStorage.clear();
  localStorage.clear();
  indexedDB.databases?.().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name)));
};

const freePlace = async () => {
  const ticket = sessionStorage.getItem(ticketKey);
  const address = document.querySelector(".lab-status")?.dataset.leave;
  // Now, while we are still the visitor whose ticket it is.
  if (ticket && address) await fetch(address, { method: "POST", body: ticket }).catch(() => {});
};

const isServerThere = async () => {
  try {
    return (await fetch("/health", { cache: "no-store" })).ok;
  } catch {
    return false; // leaving would show the browser's own page of an error, and nothing leads back
  }
};

const makeRoom = async () => {
  if (clearing) return;
  clearing = true;
  ask.querySelector("[data-question]").hidden = true;
  const said = ask.querySelector("[data-clearing]");
  said.textContent = said.dataset.words;
  if (!ask.open) ask.showModal();
  window.speechSynthesis?.cancel();
  await freePlace();
  while (!(await isServerThere())) await new Promise((done) => setTimeout(done, RETRY_MS));
  forget();
  window.addEventListener("pagehide", forget); // what a late answer wrote since
  location.replace("/kiosk");
};

setInterval(() => {
  if (clearing) return;
  if (isBusy()) stir();
  if (askedAt !== null) {
    const rest = COUNTDOWN_MS - (now() - askedAt);
    left.textContent = Math.max(0, Math.ceil(rest / 1000));
    if (rest <= 0) makeRoom();
  } else if (isUsed() && now() - stirred >= idleMs) {
    askedAt = now();
    left.textContent = COUNTDOWN_MS / 1000;
    ask.showModal();
  }
}, 1000);

ask.querySelector("[data-stay]").addEventListener("click", stay);
for (const button of document.querySelectorAll("[data-finish]")) button.addEventListener("click", makeRoom);
// Escape says "still here" too, but cannot lift the curtain while the screen is cleared.
ask.addEventListener("close", () => (clearing ? ask.showModal() : stay()));

// The back button must not bring a page back to life.
window.addEventListener("pagehide", (event) => event.persisted && document.body.replaceChildren());
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
