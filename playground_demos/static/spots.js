// Places on a picture, some of which may be chosen. Runs inside Gradio's HTML component.
const most = Number(element.querySelector(".lab-spots").dataset.most);
const buttons = [...element.querySelectorAll("[data-spot]")];
const chosen = () => (Array.isArray(props.value) ? props.value : []);

const show = () => {
  for (const button of buttons)
    button.setAttribute("aria-pressed", String(chosen().includes(button.dataset.spot)));
};

for (const button of buttons)
  button.addEventListener("click", () => {
    const name = button.dataset.spot;
    const rest = chosen().filter((one) => one !== name);
    // One too many takes the place of the one that was chosen first.
    props.value = rest.length < chosen().length ? rest : [...rest, name].slice(-most);
    show();
  });
watch("value", show);
show();
