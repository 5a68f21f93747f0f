// The line of a ticket. From the press on its id is remembered, so that a phone that was locked or
// lost, or a page that was loaded again, asks for the answer instead of losing it.
const key = "lab-ticket:" + location.pathname;
const FIRST_DOUBT_MS = 10_000;
let heard = ""; // the newest ticket that a line has spoken of

const remember = () => {
  const open = element.querySelector("[data-ticket]")?.dataset.ticket;
  const done = element.querySelector("[data-done]")?.dataset.done;
  heard = open ?? done ?? heard;
  if (open) sessionStorage.setItem(key, open);
  else if (done && done === sessionStorage.getItem(key)) sessionStorage.removeItem(key);
};
const resume = () => {
  const ticket = sessionStorage.getItem(key);
  if (ticket) trigger("resume", { ticket });
};

// A press that was lost on its way, or refused at the door, is not waited for without end, and a
// question that was lost is asked again.
const doubt = (ticket, patience) =>
  setTimeout(() => {
    if (heard === ticket || sessionStorage.getItem(key) !== ticket) return;
    resume();
    doubt(ticket, 2 * patience);
  }, patience);
const press = ({ detail: ticket }) => {
  if (!element.isConnected) return;
  sessionStorage.setItem(key, ticket);
  doubt(ticket, FIRST_DOUBT_MS);
};
document.addEventListener("lab-press", press);

// On a phone what we say is below the fold: bring it up, and never fight a visitor's own scrolling.
let revealed = "";
const reveal = () => {
  const answer = element.querySelector("[data-try]");
  const said = element.querySelector("p");
  const one = answer?.dataset.done ?? said?.className ?? "";
  if (one === revealed && said) return; // the same line with a new figure in it
  revealed = one;
  if (!answer && !said) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { top, bottom } = element.getBoundingClientRect();
  const unseen = answer ? top < 0 || top > innerHeight * 0.25 : top < 0 || bottom > innerHeight;
  const block = answer ? "start" : "center";
  if (unseen) element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
};

watch("value", () => {
  remember();
  setTimeout(reveal, 150); // the answer beside us is drawn in the same moment
});
document.addEventListener("visibilitychange", () => document.hidden || resume());
window.addEventListener("online", resume);
window.addEventListener("pageshow", (event) => event.persisted && resume());
// Who closes the page gives the place in line to others; who loads it again is back in time.
window.addEventListener("pagehide", () => {
  const ticket = sessionStorage.getItem(key);
  if (ticket) navigator.sendBeacon(element.querySelector(".lab-status").dataset.leave, ticket);
});
resume();
if (sessionStorage.getItem(key)) doubt(sessionStorage.getItem(key), FIRST_DOUBT_MS);
