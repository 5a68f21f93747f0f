// A photo from camera or album, shrunk here so that it is quick on a venue's network and carries no
// place or camera with it. Runs inside Gradio's HTML component.
const LONGEST = 1280;
const box = element.querySelector(".lab-picture");
const input = element.querySelector("input");
const figure = element.querySelector("figure");
const image = element.querySelector("img");

const asUrl = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });

const shrink = async (file) => {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL("image/jpeg", 0.9);
};

const show = () => {
  const readable = typeof props.value === "string" && props.value.startsWith("data:image/");
  figure.hidden = !readable;
  if (readable) image.src = props.value;
  else image.removeAttribute("src");
};

image.addEventListener("error", () => (figure.hidden = true)); // the server says what is wrong
input.addEventListener("change", async () => {
  const file = input.files[0];
  input.value = ""; // the same photo may be chosen again
  if (!file) return;
  try {
    props.value = await shrink(file);
  } catch {
    // Not a picture this browser can read: the server says kindly what is wrong with it. A file
    // that is too heavy to send is named without its content.
    const light = file.size <= Number(box.dataset.largest);
    props.value = light ? await asUrl(file) : "data:;too-heavy";
  }
  show();
});
element.querySelector("[data-remove]").addEventListener("click", () => {
  props.value = null;
  show();
});
watch("value", show);
show();
