/* Masks by hand: moved, made larger, added and taken off, with a pointer or a keyboard. Without this file, numbers do. */
(() => {
  "use strict";
  const form = document.querySelector("[data-masking]");
  if (!form) return;
  const find = (name) => form.querySelector(`[data-masks-${name}]`);
  const sheet = form.querySelector("svg.sheet");
  const words = sheet.dataset;
  const { width: W, height: H } = sheet.viewBox.baseVal;
  const [add, off, back] = ["add", "off", "back"].map(find);
  const corner = document.createElementNS(sheet.namespaceURI, "circle");
  corner.setAttribute("class", "corner");
  const LEAST = 8; /* pixels of the picture: a smaller mask is lost from sight */
  let chosen = null;
  let gone = null;
  let drag = null;

  /* A mask as its middle, sides and turn; "told" is what the server said, as long as nothing moved. */
  const boxOf = (points) => {
    const p = points.map(([x, y]) => [x * W, y * H]);
    const turn = Math.atan2(p[1][1] - p[0][1], p[1][0] - p[0][0]);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const u = p.map(([x, y]) => x * c + y * s);
    const v = p.map(([x, y]) => y * c - x * s);
    const [u0, u1, v0, v1] = [Math.min(...u), Math.max(...u), Math.min(...v), Math.max(...v)];
    const [mu, mv] = [(u0 + u1) / 2, (v0 + v1) / 2];
    return { x: mu * c - mv * s, y: mu * s + mv * c, w: u1 - u0, h: v1 - v0, turn };
  };
  const cornersOf = ({ x, y, w, h, turn }) => [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([i, j]) => {
    const [dx, dy] = [i * w / 2, j * h / 2];
    return [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)];
  });
  const all = () => [...sheet.querySelectorAll("polygon")];
  const told = (shape) => shape.told || {
    kind: shape.kind,
    points: cornersOf(shape.box).map(([x, y]) => [Number((x / W).toFixed(5)), Number((y / H).toFixed(5))]),
  };
  const percent = (part, whole) => Math.round(part / whole * 100);

  const name = () => all().forEach((shape, n) => {
    const { x, y, w, h } = shape.box;
    const place = { x: percent(x, W), y: percent(y, H), w: percent(w, W), h: percent(h, H) };
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
    shape.setAttribute("aria-label", `${fill(words.name, { n: n + 1, kind: words[shape.kind] })}, ${fill(words.place, place)}`);
  });
  const keep = () => {
    find("sent").value = JSON.stringify(all().map(told));
    name();
  };
  const say = (sentence) => { find("said").textContent = sentence; };

  const draw = (shape) => {
    if (!shape.told) {
      shape.setAttribute("points", cornersOf(shape.box).map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
    }
    if (shape !== chosen) return;
    const [, , [x, y]] = cornersOf(shape.box);
    const r = 22 * W / sheet.clientWidth; /* 44 points across, whatever the picture; beside the mask, not over it */
    corner.setAttribute("cx", Math.min(Math.max(x + r * .7, 0), W));
    corner.setAttribute("cy", Math.min(Math.max(y + r * .7, 0), H));
    corner.setAttribute("r", r);
  };
  const change = (shape, values) => {
    const box = { ...shape.box, ...values };
    box.x = Math.min(Math.max(box.x, 0), W);
    box.y = Math.min(Math.max(box.y, 0), H);
    box.w = Math.min(Math.max(box.w, LEAST), W);
    box.h = Math.min(Math.max(box.h, LEAST), H);
    shape.box = box;
    shape.told = null;
    draw(shape);
    keep();
  };
  const choose = (shape) => {
    chosen = shape;
    off.disabled = find("nudges").disabled = !shape;
    if (!shape) { corner.remove(); return; }
    sheet.append(corner);
    draw(shape);
  };
  const ready = (shape, mask) => {
    shape.told = mask;
    shape.kind = mask.kind;
    shape.box = boxOf(mask.points);
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("role", "button");
    shape.setAttribute("class", "mask");
    shape.addEventListener("focus", () => choose(shape));
  };
  const put = (mask, sentence) => {
    const shape = document.createElementNS(sheet.namespaceURI, "polygon");
    ready(shape, mask);
    sheet.append(shape);
    shape.setAttribute("points", cornersOf(shape.box).map((p) => p.join()).join(" "));
    keep();
    shape.focus();
    say(sentence);
  };
  const hand = () => put({ kind: "hand", points: [[.4, .4], [.6, .4], [.6, .6], [.4, .6]] }, words.added);
  const remove = (shape) => {
    const near = all();
    const next = near[near.indexOf(shape) + 1] || near[near.indexOf(shape) - 1];
    gone = told(shape);
    back.disabled = false;
    shape.remove();
    choose(null);
    (next || add).focus();
    keep();
    say(words.removed);
  };

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const shape = event.target.closest("polygon");
    if (event.key.toLowerCase() === "n") hand();
    else if (!shape) return;
    else if (WAYS[event.key]) {
      const [i, j] = WAYS[event.key];
      const { x, y, w, h } = shape.box;
      const [dx, dy] = [i * W / 100, j * H / 100];
      change(shape, event.shiftKey ? { w: w + dx, h: h + dy } : { x: x + dx, y: y + dy });
      say(shape.getAttribute("aria-label"));
    } else if (event.key === "Enter" || event.key === " ") find("nudges").querySelector("button").focus();
    else if (event.key === "Delete" || event.key === "Backspace") remove(shape);
    else return;
    event.preventDefault();
  });

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  sheet.addEventListener("pointerdown", (event) => {
    const shape = event.target === corner ? chosen : event.target.closest("polygon");
    if (!shape) return;
    event.preventDefault();
    shape.focus();
    const [x, y] = at(event);
    const [fixed] = cornersOf(shape.box);
    drag = { shape, x, y, box: shape.box, fixed, resizes: event.target === corner };
    sheet.setPointerCapture(event.pointerId);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const { shape, box, fixed } = drag;
    const [x, y] = at(event);
    if (!drag.resizes) { change(shape, { x: box.x + x - drag.x, y: box.y + y - drag.y }); return; }
    const [c, s] = [Math.cos(box.turn), Math.sin(box.turn)];
    const [dx, dy] = [x - drag.x, y - drag.y];
    const [w, h] = [Math.max(box.w + dx * c + dy * s, LEAST), Math.max(box.h + dy * c - dx * s, LEAST)];
    change(shape, { w, h, x: fixed[0] + (w * c - h * s) / 2, y: fixed[1] + (w * s + h * c) / 2 });
  });
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, () => { drag = null; });

  const masks = JSON.parse(words.masks);
  all().forEach((shape, n) => ready(shape, masks[n]));
  add.addEventListener("click", hand);
  /* For whoever can neither drag nor press arrows. */
  find("nudges").addEventListener("click", ({ target }) => {
    const button = target.closest("[data-by]");
    if (!button || !chosen) return;
    const [x, y, w, h] = button.dataset.by.split(" ").map(Number);
    const { box } = chosen;
    change(chosen, { x: box.x + x * W / 100, y: box.y + y * H / 100, w: box.w + w * W / 100, h: box.h + h * H / 100 });
    say(chosen.getAttribute("aria-label"));
  });
  off.addEventListener("click", () => chosen && remove(chosen));
  back.addEventListener("click", () => { if (gone) put(gone, words.added); gone = null; back.disabled = true; });
  find("tools").hidden = find("help").hidden = false;
  find("rows").hidden = find("rows").disabled = true;
  keep();
})();
