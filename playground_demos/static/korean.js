// What Gradio says to a screen reader in English on a page of any language, said in Korean.
const stage = document.querySelector(".stage") ?? document.body;
const SAID = [
  [/^number input for (.*)$/s, "$1, 숫자로 쓰기"],
  [/^range slider for (.*)$/s, "$1, 밀어서 고르기"],
  [/^Reset to default value$/, "처음 값으로"],
];

const translate = (part) => {
  const label = part.getAttribute("aria-label") ?? "";
  const [pattern, korean] = SAID.find(([pattern]) => pattern.test(label)) ?? [];
  if (pattern) part.setAttribute("aria-label", label.replace(pattern, korean));
};

const translateAll = () => stage.querySelectorAll("[aria-label]").forEach(translate);

if (document.documentElement.lang === "ko") {
  new MutationObserver(translateAll).observe(stage, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-label"],
  });
  translateAll();
}
