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

watch("value", remember);
document.addEventListener("visibilitychange", () => document.hidden || resume());
window.addEventListener("online", resume);
window.addEventListener("pageshow", (event) => event.persisted && resume());
resume();
