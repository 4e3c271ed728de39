/* Underlines what the guard found, in place, behind the field that is being typed in, and masks without leaving the
   page. Without this file the list under the field says the same, and its buttons send the form. */
(() => {
  "use strict";
  const field = document.querySelector("textarea#texte");
  const list = document.getElementById("relu");
  if (!field || !list) return;
  const frame = document.createElement("div");
  const sheet = document.createElement("div");
  frame.className = "marked";
  sheet.className = "sheet";
  sheet.setAttribute("aria-hidden", "true");
  field.before(frame);
  frame.append(sheet, field);
  const words = document.getElementById("relu-dit");
  let shown = "";
  let sent = "";
  let marks = [];

  function draw() {
    sheet.replaceChildren();
    let at = 0;
    marks.forEach(({ from, to, level }) => {
      const mark = document.createElement("mark");
      mark.dataset.level = level;
      mark.textContent = shown.slice(from, to);
      sheet.append(shown.slice(at, from), mark);
      at = to;
    });
    sheet.append(`${shown.slice(at)}\n`);
    follow();
  }

  function follow() {
    sheet.style.height = `${field.clientHeight}px`;
    sheet.style.width = `${field.clientWidth}px`;
    sheet.scrollTop = field.scrollTop;
  }

  /* The list speaks of the text it was made from; what was typed since moves the lines. */
  function read(text) {
    shown = text;
    marks = [...list.querySelectorAll("[data-from]")]
      .map(({ dataset }) => ({ from: Number(dataset.from), to: Number(dataset.to), level: dataset.level }))
      .sort((one, other) => one.from - other.from);
    shift();
    tell();
  }

  /* For screen readers: what is new, in a sentence; the list itself is read when it is reached. */
  function tell() {
    const told = [...document.querySelectorAll("#relu [data-say], #fin [data-say]")].map((one) => one.textContent.trim());
    const sentence = told.map((one) => (/[.?!]$/.test(one) ? one : `${one}.`)).join(" ");
    if (words && words.textContent !== sentence) words.textContent = sentence;
  }

  /* Until the server has read again: what stands before and after the change keeps its line. */
  function shift() {
    const text = field.value;
    let same = 0;
    while (same < text.length && same < shown.length && text[same] === shown[same]) same += 1;
    const grown = text.length - shown.length;
    let tail = 0;
    while (tail < text.length - same && tail < shown.length - same && text.at(-1 - tail) === shown.at(-1 - tail)) tail += 1;
    const end = shown.length - tail;
    marks = marks.flatMap((mark) => {
      if (mark.to <= same) return [mark];
      return mark.from >= end ? [{ ...mark, from: mark.from + grown, to: mark.to + grown }] : [];
    });
    shown = text;
    draw();
  }

  /* One tap masks: the form's own request, then the text and the list as its page has them. Else the form as usual. */
  async function mask(button) {
    const sent = new FormData(field.form, button);
    [...sent].forEach(([name, value]) => { if (value instanceof File) sent.delete(name); });
    const before = field.value;
    const answer = await fetch(field.form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const text = page.getElementById("texte");
    if (!answer.ok || !text || field.value !== before) throw new Error("mask");
    field.value = text.value;
    ["relu", "noms"].forEach((id) => {
      document.getElementById(id)?.replaceChildren(...(page.getElementById(id)?.childNodes ?? []));
    });
    read(field.value);
    (list.querySelector("[value=remettre]") ?? field).focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=masquer]:not([value=envoyer], [data-plain])");
    if (!button) return;
    event.preventDefault();
    mask(button).catch(() => {
      button.dataset.plain = "yes";
      button.click();
    });
  });
  field.addEventListener("input", shift);
  field.addEventListener("scroll", follow);
  new ResizeObserver(follow).observe(field);
  document.body.addEventListener("htmx:beforeRequest", ({ detail }) => { if (detail.target === list) sent = field.value; });
  document.body.addEventListener("htmx:afterSwap", (event) => { if (event.target === list) read(sent); });
  document.body.addEventListener("htmx:oobAfterSwap", tell);
  read(field.value);
  if (document.querySelector("[data-failed]")) document.getElementById("deux-questions")?.focus();
})();
