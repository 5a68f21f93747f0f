// A photo from camera or album, shrunk here so that it is quick on a venue's network and carries no
// place or camera with it. A screen with a camera of its own, which has no album, shows what it sees
// while somebody wants that; browsers allow it over https alone. Runs inside Gradio's HTML component.
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

const asPhoto = (source, width, height) => {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.9);
};

const shrink = async (file) => {
  const bitmap = await createImageBitmap(file);
  const photo = asPhoto(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return photo;
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

const live = element.querySelector("[data-live]");
const camera = element.querySelector("[data-camera]");
const video = element.querySelector("video");
const said = element.querySelector("[role=status]");

const turnOff = () => {
  video.srcObject?.getTracks().forEach((track) => track.stop());
  video.srcObject = null;
  camera.hidden = true;
  live.hidden = false;
};
live.addEventListener("click", async () => {
  said.textContent = "";
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    camera.hidden = false;
    live.hidden = true;
  } catch {
    turnOff();
    said.textContent = said.dataset.words;
  }
});
element.querySelector("[data-snap]").addEventListener("click", () => {
  if (!video.videoWidth) return;
  props.value = asPhoto(video, video.videoWidth, video.videoHeight);
  show();
});
element.querySelector("[data-off]").addEventListener("click", turnOff);
// Nobody is watched by a page that they have left or cannot see.
window.addEventListener("pagehide", turnOff);
document.addEventListener("visibilitychange", () => document.hidden && video.srcObject && turnOff());
const looks = async () => {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  live.hidden = !devices.some(({ kind }) => kind === "videoinput");
  box.classList.toggle("has-camera", !live.hidden);
};
looks().catch(() => {});
watch("value", show);
show();
