// The line of a ticket. While one is open its id is remembered, so that a phone that was locked, or
// a page that was loaded again, asks for the answer instead of losing it.
const key = "lab-ticket:" + location.pathname;

const remember = () => {
  const open = element.querySelector("[data-ticket]");
  if (open) sessionStorage.setItem(key, open.dataset.ticket);
  else sessionStorage.removeItem(key);
};
const resume = () => {
  const ticket = sessionStorage.getItem(key);
  if (ticket) trigger("resume", { ticket });
};

// On a phone the answer appears below the fold: bring it up, and never fight a visitor's own scrolling.
const reveal = () => {
  if (!element.querySelector("[data-done]")) return;
  const top = element.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (top > innerHeight * 0.6)
    element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
};

watch("value", () => {
  remember();
  setTimeout(reveal, 150); // the answer beside us is drawn in the same moment
});
document.addEventListener("visibilitychange", () => document.hidden || resume());
window.addEventListener("online", resume);
window.addEventListener("pageshow", (event) => event.persisted && resume());
resume();
