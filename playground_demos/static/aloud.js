// A button that reads an answer aloud, where the browser has a voice for the page's language. Only
// voices of the machine itself: the others send what they read to their maker.
const words = document.querySelector("[data-aloud]")?.dataset;
const stage = document.querySelector(".stage");
const synthesis = window.speechSynthesis;
const language = document.documentElement.lang;
const BLOCKS = "h2, h3, h4, p, li, dt, dd, tr, figcaption, summary";

const voice = () =>
  synthesis?.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));

// The answer's cards come after the ticket's line. Drawings are described by their captions.
const sentences = (line) =>
  [...stage.querySelectorAll(".lab-card")]
    .filter((card) => line.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING)
    .flatMap((card) => [...card.querySelectorAll(BLOCKS), ...(card.matches(BLOCKS) ? [card] : [])])
    .filter((block) => !block.querySelector(BLOCKS) && block.checkVisibility())
    .map((block) => block.innerText.replace(/\s+/g, " ").trim())
    .filter(Boolean);

let button = null;
const name = () => (button.textContent = synthesis.speaking ? words.stop : words.read);

const read = (line) => {
  if (synthesis.speaking) return synthesis.cancel();
  for (const sentence of sentences(line)) {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.voice = voice();
    utterance.lang = language;
    utterance.onstart = utterance.onend = utterance.onerror = () => setTimeout(name);
    synthesis.speak(utterance);
  }
};

const offer = () => {
  const line = stage.querySelector("[data-try]");
  if (button && !button.isConnected) {
    button = null;
    synthesis.cancel(); // another try has begun
  }
  if (!line || button || !voice()) return;
  button = document.createElement("button");
  button.type = "button";
  button.className = "lab-button quiet aloud";
  button.textContent = words.read;
  button.addEventListener("click", () => read(line));
  line.after(button);
};

if (stage && synthesis) {
  new MutationObserver(offer).observe(stage, { childList: true, subtree: true });
  synthesis.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => synthesis.cancel());
}
