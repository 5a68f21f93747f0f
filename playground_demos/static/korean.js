// What Gradio says in English on a page of any language, to a screen reader or in its notes at the
// edge of the screen, said in Korean.
const stage = document.querySelector(".stage") ?? document.body;
const SAID = [
  [/^number input for (.*)$/s, "$1, 숫자로 쓰기"],
  [/^range slider for (.*)$/s, "$1, 밀어서 고르기"],
  [/^Reset to default value$/, "처음 값으로"],
  [/^Close$/, "닫기"],
];
const NOTED = new Map([
  ["Error", "오류"],
  ["Warning", "주의"],
  ["Info", "알림"],
  ["Connection to the server was lost. Attempting reconnection...", "연결이 끊겨 다시 잇고 있습니다."],
]);

const translate = (part) => {
  const label = part.getAttribute("aria-label") ?? "";
  const [pattern, korean] = SAID.find(([pattern]) => pattern.test(label)) ?? [];
  if (pattern) part.setAttribute("aria-label", label.replace(pattern, korean));
};

const translateNote = (note) => {
  const texts = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const korean = NOTED.get(texts.currentNode.data.trim());
    if (korean) texts.currentNode.data = korean;
  }
};

const translateAll = () => {
  stage.querySelectorAll("[aria-label]").forEach(translate);
  stage.querySelectorAll(".toast-body").forEach(translateNote);
};

if (document.documentElement.lang === "ko") {
  new MutationObserver(translateAll).observe(stage, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-label"],
  });
  translateAll();
}
