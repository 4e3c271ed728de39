/* Shows alerts: which kind of news, never whose nor what. Keeps no page. */
"use strict";
const french = !(self.navigator.language || "fr").startsWith("en");
const WORDS = {
  message: ["Un message vous attend.", "A message waits for you."],
  answer: ["Une question que vous suivez a une réponse.", "A question you follow has an answer."],
  reply: ["Quelqu’un vous répond.", "Somebody replied to you."],
  mention: ["Quelqu’un vous nomme.", "Somebody mentioned you."],
};
const OTHER = ["Un avis vous attend.", "A notification waits for you."];
self.addEventListener("push", (event) => {
  let news = {};
  try { news = event.data.json(); } catch { /* said by its arrival */ }
  const words = WORDS[news.kind] || OTHER;
  event.waitUntil(self.registration.showNotification("Toctoc", { body: words[french ? 0 : 1], tag: news.kind || "avis" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/avis"));
});
