// One tap, then one sentence if the visitor likes. Without this script the block is not shown.
const block = document.querySelector("[data-survey]");
if (block) {
  const said = block.querySelector("[role=status]");
  const form = block.querySelector("form");
  let stars = 0;

  const send = async (sentence) => {
    try {
      const answer = await fetch(block.dataset.survey, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ stars, sentence }),
      });
      said.textContent = (await answer.json()).detail;
      return answer.ok;
    } catch {
      said.textContent = block.dataset.lost;
      return false;
    }
  };

  for (const button of block.querySelectorAll("[data-stars]"))
    button.addEventListener("click", async () => {
      stars = Number(button.dataset.stars);
      for (const other of block.querySelectorAll("[data-stars]"))
        other.setAttribute("aria-pressed", String(other === button));
      if (!(await send(""))) return;
      for (const other of block.querySelectorAll("[data-stars]")) other.disabled = true;
      form.hidden = false;
    });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await send(form.elements.sentence.value)) form.hidden = true;
  });
  block.hidden = false;
}
