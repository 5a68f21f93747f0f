// A square to draw in. Runs inside Gradio's HTML component: element, props, trigger, watch are given.
const canvas = element.querySelector("canvas");
const brush = Number(element.querySelector(".lab-canvas").dataset.brush);
const pen = canvas.getContext("2d");
const ink = () => getComputedStyle(canvas).color;
let strokes = [];
let current = null;
let at = [0.5, 0.5]; // where the keyboard's pen is

const ring = ([x, y], side) => {
  pen.beginPath();
  pen.arc(x * side, y * side, brush * side, 0, 2 * Math.PI);
  pen.lineWidth = current ? 12 : 4;
  pen.stroke();
};
const show = () => {
  const side = canvas.width;
  pen.clearRect(0, 0, side, side);
  pen.lineWidth = brush * side;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = ink();
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], i) => (i ? pen.lineTo(x * side, y * side) : pen.moveTo(x * side, y * side)));
    if (stroke.length === 1) pen.lineTo(stroke[0][0] * side + 0.1, stroke[0][1] * side);
    pen.stroke();
  }
  if (canvas.matches(":focus-visible")) ring(at, side);
};

// Gradio echoes what we send, on a busy server seconds late: it must not undo a stroke drawn since.
const ECHO_MS = 60_000;
let sent = [];
const send = () => {
  const value = strokes.length ? strokes.map((stroke) => stroke.slice()) : null;
  sent = sent.filter(([, at]) => Date.now() - at < ECHO_MS).concat([[JSON.stringify(value), Date.now()]]);
  props.value = value;
};

const add = (event) => {
  const box = canvas.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width;
  const y = (event.clientY - box.top) / box.height;
  const last = current[current.length - 1];
  if (last && Math.hypot(x - last[0], y - last[1]) < 0.006) return; // a hand's tremble
  const share = (number) => Math.round(Math.min(1, Math.max(0, number)) * 1000) / 1000;
  current.push([share(x), share(y)]);
};

canvas.addEventListener("pointerdown", (event) => {
  if (current || event.button > 0) return;
  event.preventDefault();
  canvas.setPointerCapture(event.pointerId);
  current = [];
  strokes.push(current);
  add(event);
  show();
});
canvas.addEventListener("pointermove", (event) => {
  if (!current) return;
  const events = event.getCoalescedEvents?.() ?? [];
  (events.length ? events : [event]).forEach(add);
  show();
});
const lift = () => {
  if (!current) return;
  current = null;
  send();
};
canvas.addEventListener("pointerup", lift);
canvas.addEventListener("pointercancel", lift);

// By the keyboard: arrows move the pen, Space puts it down and lifts it.
const STEP = 0.05;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
canvas.addEventListener("keydown", (event) => {
  const move = MOVES[event.key];
  if (!move && event.key !== " ") return;
  event.preventDefault(); // the page stays where it is
  if (move) at = at.map((one, i) => Math.round(1000 * Math.min(1, Math.max(0, one + move[i]))) / 1000);
  else if (!current) strokes.push((current = []));
  else return lift(), show();
  current?.push(at);
  show();
});
canvas.addEventListener("focus", show);
canvas.addEventListener("blur", () => {
  lift();
  show();
});

element.querySelector("[data-undo]").addEventListener("click", () => {
  strokes.pop();
  show();
  send();
});
element.querySelector("[data-clear]").addEventListener("click", () => {
  strokes = [];
  show();
  send();
});

const take = () => {
  if (current) return; // never wipe what is being drawn
  const value = JSON.stringify(props.value ?? null);
  if (value === JSON.stringify(strokes.length ? strokes : null)) return;
  if (sent.some(([text, at]) => text === value && Date.now() - at < ECHO_MS)) return send();
  strokes = Array.isArray(props.value) ? props.value.map((stroke) => stroke.slice()) : [];
  show();
};
watch("value", take);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
take();
show();
canvas.dataset.ready = "";
