/* What a page gains with JavaScript: live cards, gestures without reload, kept drafts, shortcuts.
   Everything here has a plain equivalent: without this file forms post and links lead. */
(() => {
  "use strict";
  const body = document.body;
  const page = document.documentElement;
  const words = document.getElementById("annonces");
  const english = page.lang === "en";
  const lists = () => document.querySelectorAll("[data-live]");
  const cardOf = (id) => document.getElementById(`p${id}`);

  /* A sentence for screen readers, without moving the focus. */
  function say(name) {
    const sentence = words?.dataset[name];
    if (sentence) words.textContent = words.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }

  /* Change the page without moving what is being read: at the very top, untouched, nothing is. */
  function keepingPlace(change) {
    const cards = [...document.querySelectorAll("main .card")];
    const held = cards.find((card) => card.contains(document.activeElement));
    const read = held ?? (window.scrollY > 0 ? cards.find((card) => card.getBoundingClientRect().bottom > 60) : null);
    const before = read?.getBoundingClientRect().top;
    change();
    if (read?.isConnected) window.scrollBy(0, read.getBoundingClientRect().top - before);
  }

  /* What arrived out of sight is one tap away. */
  const pill = document.getElementById("venu");
  function point(card, name) {
    const { top, bottom } = card.getBoundingClientRect();
    if (!pill || (bottom > 0 && top < window.innerHeight)) return;
    pill.href = `#${card.id}`;
    pill.textContent = words.dataset[name];
    pill.hidden = false;
    new IntersectionObserver((seen, watch) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      pill.hidden = true;
      watch.disconnect();
    }).observe(card);
  }
  pill?.addEventListener("click", () => { pill.hidden = true; });

  function fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  /* The card as this reader may see it; null when it is gone or not for this reader. */
  async function fetchCard(id) {
    const answer = await fetch(`/messages/${id}/carte`, { headers: { Accept: "text/html" } });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`card ${id}: ${answer.status}`);
    const card = fragment(await answer.text()).querySelector(".card");
    if (card) tellTimes(card);
    return card;
  }

  /* A thread reads downwards, lists show the newest first. */
  const isThread = (list) => list.dataset.live.startsWith("thread:") || list.dataset.livePlace === "bottom";

  function insert(list, card) {
    card.classList.add("arrived");
    keepingPlace(() => (isThread(list) ? (list.querySelector("[data-part=replies]") ?? list).append(card) : list.prepend(card)));
    document.querySelectorAll("[data-live-empty]").forEach((hint) => hint.remove());
  }

  async function arrive(id, wanted, sentence) {
    const list = [...lists()].find((one) => wanted(one.dataset.live));
    if (!list || cardOf(id)) return;
    const card = await fetchCard(id);
    if (!card || cardOf(id)) return;
    insert(list, card);
    say(sentence);
    point(card, sentence);
    if (list.dataset.live === "home") refreshSoon(); /* does it wait for this reader? */
  }

  async function renew(id) {
    const old = cardOf(id);
    if (!old) return;
    const card = await fetchCard(id);
    keepingPlace(() => {
      if (card) old.replaceWith(card);
      else if (old.closest("[data-live^='thread:']")) {
        old.classList.add("gone");
        old.textContent = words.dataset.gone;
      } else (old.closest("[data-waiting]") ?? old).remove();
    });
  }

  /* What depends on who looks stands in a card as a link: the quoted message, and a poll as this reader sees it. */
  async function complete(root) {
    const polls = [...root.querySelectorAll("[data-fill]")].map(async (place) => {
      const answer = await fetch(place.dataset.fill, { headers: { Accept: "text/html", "X-Piece": "1" } });
      if (answer.ok) place.replaceChildren(fragment(await answer.text()));
    });
    const quotes = [...root.querySelectorAll("p.quoted[data-card]")].map(async (place) => {
      const card = place.closest("div.quoted") ? null : await fetchCard(place.dataset.card);
      if (!card) return;
      card.removeAttribute("id");
      const frame = document.createElement("div");
      frame.className = "quoted";
      frame.append(card);
      place.replaceWith(frame);
    });
    await Promise.allSettled([...polls, ...quotes]);
  }
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(".card, :has(> .card)")) complete(node);
  }))).observe(document.body, { childList: true, subtree: true });
  complete(document);

  /* Live events: ids only; what is shown is asked for. */
  const wishes = {
    question: (e) => arrive(e.id, (live) => ["home", "questions", "threads"].includes(live), "question"),
    thread: (e) => {
      if (e.kind === "question") return null; /* its own event follows */
      if (document.querySelector("[data-live=followed]")) refreshSoon();
      return arrive(e.id, (live) => live === "threads", "thread");
    },
    reply: async (e) => {
      await arrive(e.id, (live) => live === `thread:${e.thread}`, "reply");
      return touch(e.thread);
    },
    state: (e) => touch(e.id),
    edited: (e) => renew(e.id),
    deleted: (e) => renew(e.id),
    notification: () => countOneMore(),
    message: (e) => body.dispatchEvent(new CustomEvent(`message-${e.conversation}`)), /* its open page asks for it */
    lost: () => refreshSoon(), /* cut for too long: the stream goes on from now */
  };

  /* A thread moved: its card, and on its own page what stands around it (counts, state). */
  async function touch(id) {
    await renew(id);
    if (document.querySelector("[data-fresh]") && document.querySelector(`[data-live="thread:${id}"]`)) await refresh();
  }

  /* "unread" counts notices, "letters" conversations. */
  function showCount(what, count) {
    document.querySelectorAll(`[data-${what}]`).forEach((place) => {
      place.dataset[what] = count;
      place.hidden = count === 0;
      place.firstElementChild.textContent = count;
    });
  }

  function countOneMore() {
    const place = document.querySelector("[data-unread]");
    if (!place) return;
    showCount("unread", Number(place.dataset.unread || 0) + 1);
    say("notification");
  }

  /* Read the page's own lists again: for what the stream cannot tell, and when there is no stream. */
  async function refresh() {
    if (!lists().length || document.hidden) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    lists().forEach((list) => {
      const twin = fresh.querySelector(`[data-live="${CSS.escape(list.dataset.live)}"]`);
      const cards = [...(twin?.querySelectorAll("article.card[id]") ?? [])].filter((card) => !document.getElementById(card.id));
      if (!isThread(list)) cards.reverse();
      cards.forEach((card) => insert(list, document.adoptNode(card.closest("[data-waiting]") ?? card)));
    });
    fresh.querySelectorAll("[data-waiting]").forEach((knock) => {
      const bare = cardOf(knock.dataset.waiting);
      if (bare && !bare.closest("[data-waiting]")) keepingPlace(() => bare.replaceWith(document.adoptNode(knock)));
    });
    document.querySelectorAll("[data-fresh][id]").forEach((old) => {
      const twin = fresh.getElementById(old.id);
      if (twin && twin.innerHTML !== old.innerHTML) keepingPlace(() => old.replaceWith(document.adoptNode(twin)));
    });
    ["unread", "letters"].forEach((what) => {
      const count = fresh.querySelector(`[data-${what}]`);
      if (count) showCount(what, Number(count.dataset[what] || 0));
    });
    tellTimes(document);
  }

  let refreshing = 0;
  function refreshSoon() {
    /* Spread over time: a busy minute asks once per open page. */
    refreshing ||= setTimeout(() => { refreshing = 0; refresh().catch(() => {}); }, 5000 + Math.random() * 25000);
  }

  let stream = null;
  let lastId = "";
  let failures = 0;
  let cutSince = Date.now();
  let retry = 0;

  function listen(address) {
    const url = new URL(address, location.href);
    if (lastId) url.searchParams.set("last", lastId);
    stream = new EventSource(url);
    stream.onopen = () => { failures = 0; cutSince = 0; };
    stream.onerror = () => {
      cutSince ||= Date.now();
      if (stream.readyState === EventSource.CLOSED) reconnectLater();
    };
    Object.entries(wishes).forEach(([kind, wish]) => {
      stream.addEventListener(kind, (event) => {
        lastId = event.lastEventId || lastId;
        Promise.resolve(wish(JSON.parse(event.data))).catch(() => refreshSoon());
      });
    });
  }

  function reconnectLater() {
    /* 1, 2, 4 … 60 s, with a part left to chance so that open pages do not all come back at once. */
    const delay = Math.min(60, 2 ** failures++) * (700 + Math.random() * 600);
    clearTimeout(retry);
    retry = setTimeout(reconnect, delay);
  }

  async function reconnect() {
    try {
      const answer = await fetch("/direct/billet", { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error("no ticket");
      const fresh = await answer.json();
      showCount("unread", fresh.unread);
      showCount("letters", fresh.letters);
      listen(fresh.url);
    } catch {
      reconnectLater();
    }
  }

  function close() {
    clearTimeout(retry);
    stream?.close();
    stream = null;
  }

  if (body.dataset.stream && window.EventSource) {
    listen(body.dataset.stream);
    addEventListener("pagehide", close);
    addEventListener("pageshow", (event) => { if (event.persisted) { reconnect(); refresh().catch(() => {}); } });
    setInterval(() => { if (cutSince && Date.now() - cutSince >= 30000) refresh().catch(() => {}); }, 30000);
  }

  /* A button that prints stands where a sentence told of the browser's menu. */
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.nextElementSibling.hidden = true;
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  /* Gestures: the form's own request, then the card again. Anything unexpected: the form as usual. */
  const gestures = document.getElementById("gestes");
  gestures?.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const card = button?.closest("article.card");
    if (!button || !body.dataset.actor || "plain" in button.dataset) return;
    event.preventDefault();
    button.disabled = true;
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: new FormData(gestures), redirect: "manual" });
      if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(`gesture: ${answer.status}`);
      const waiting = button.closest("[data-waiting]");
      if (waiting) return void keepingPlace(() => leave(waiting));
      const fresh = card && (await fetchCard(card.id.slice(1)));
      if (!fresh) return void location.reload();
      const again = `[formaction="${button.getAttribute("formaction")}"]`;
      card.replaceWith(fresh);
      fresh.querySelector(again)?.focus({ preventScroll: true });
    } catch {
      button.disabled = false;
      button.dataset.plain = "yes";
      gestures.requestSubmit(button);
    }
  });

  function leave(waiting) {
    const next = waiting.nextElementSibling?.querySelector("a, button") ?? document.querySelector("main");
    waiting.remove();
    next.focus({ preventScroll: true });
    say("passed");
    refresh().catch(() => {});
  }

  /* Drafts: kept in this browser until the text is accepted, erased when signing out. */
  const drafts = "toctoc:draft:";
  const nameOf = (field) => `${drafts}${body.dataset.actor ?? ""}:${field.dataset.draftKey}`;
  const sent = sessionStorage.getItem("toctoc:sent");
  const arrivedByLink = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const fields = [...document.querySelectorAll("textarea[data-draft-key]")];
  if (sent && arrivedByLink && !document.querySelector("[data-failed]")) {
    sessionStorage.removeItem("toctoc:sent");
    /* The same field, filled: the server gave the text back with what to mend. Else it was accepted. */
    if (!fields.some((field) => nameOf(field) === sent && field.value)) localStorage.removeItem(sent);
  }
  fields.forEach((field) => {
    const kept = localStorage.getItem(nameOf(field));
    if (kept && !field.value) {
      field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      say("draft");
    } else if (kept) localStorage.setItem(nameOf(field), field.value);
    field.addEventListener("input", () => {
      if (field.value.trim()) localStorage.setItem(nameOf(field), field.value);
      else localStorage.removeItem(nameOf(field));
    });
    field.form?.addEventListener("submit", () => sessionStorage.setItem("toctoc:sent", nameOf(field)));
  });
  document.querySelectorAll("form[action*='logout']").forEach((form) => form.addEventListener("submit", () => {
    Object.keys(localStorage).filter((key) => key.startsWith(drafts)).forEach((key) => localStorage.removeItem(key));
  }));

  /* "il y a 4 min", told again each minute; the full date on hover. Same steps as community/rules/stitch.py. */
  function ago(seconds) {
    if (seconds < 60) return english ? "just now" : "à l’instant";
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(seconds / 3600);
    const days = Math.floor(seconds / 86400);
    if (hours < 1) return english ? `${minutes} min ago` : `il y a ${minutes} min`;
    if (days < 1) return english ? `${hours} h ago` : `il y a ${hours} h`;
    if (days === 1) return english ? "yesterday" : "hier";
    return english ? `${days} days ago` : `il y a ${days} jours`;
  }

  function tellTimes(root) {
    root.querySelectorAll(".who time[datetime]").forEach((time) => {
      const moment = new Date(time.dateTime);
      const seconds = Math.max(0, (Date.now() - moment) / 1000);
      time.title ||= moment.toLocaleString(page.lang, { dateStyle: "long", timeStyle: "short" });
      if (seconds < 6 * 86400) time.textContent = ago(seconds);
    });
  }
  tellTimes(document);
  setInterval(() => tellTimes(document), 60000);

  /* Shortcuts: one key, never inside a field, and one box to turn them off (WCAG 2.1.4). */
  const help = document.getElementById("aide");
  const off = "toctoc:no-shortcuts";
  const box = help?.querySelector("input");
  if (box) {
    box.checked = !localStorage.getItem(off);
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1")));
  }

  function step(by) {
    const cards = [...document.querySelectorAll("main article.card")];
    if (!cards.length) return;
    const at = cards.findIndex((card) => card.classList.contains("chosen"));
    const next = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
    cards[at]?.classList.remove("chosen");
    next.classList.add("chosen");
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  const keys = {
    n: () => location.assign("/questions/poser"),
    j: () => step(1),
    k: () => step(-1),
    "?": () => help?.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    if (event.key !== "?" && localStorage.getItem(off)) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
