// A visitor's examples, by group; touching one takes it away. They live in this page only. Runs inside
// Gradio's HTML component.
const shelf = element.querySelector(".lab-shelf");
const SIGNS = "①②③④⑤⑥⑦⑧⑨";

const show = () => {
  const examples = Array.isArray(props.value) ? props.value : [];
  shelf.replaceChildren();
  for (const group of [...new Set(examples.map(([group]) => group))].sort()) {
    const row = document.createElement("div");
    row.append(Object.assign(document.createElement("strong"), { textContent: SIGNS[group] }));
    examples.forEach(([of, source], index) => {
      if (of !== group) return;
      const button = Object.assign(document.createElement("button"), { type: "button", title: shelf.dataset.hint });
      button.append(Object.assign(document.createElement("img"), { src: source, alt: `${SIGNS[group]} ${shelf.dataset.hint}` }));
      button.addEventListener("click", () => {
        props.value = examples.filter((_, other) => other !== index);
        show();
      });
      row.append(button);
    });
    shelf.append(row);
  }
};
watch("value", show);
show();
