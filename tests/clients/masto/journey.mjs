// What people do with an app, by masto.js: node journey.mjs ADDRESS. Prints one line a step; fails at the first that fails.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import WebSocket from "ws";

const url = process.argv[2];
const scopes = "read write follow push";
const step = (words) => console.log(`ok ${words}`);

async function somebody() {
  const app = await createRestAPIClient({ url }).v1.apps.create({
    clientName: "Client d’essai", redirectUris: "urn:ietf:wg:oauth:2.0:oob", scopes, website: "https://essai.test",
  });
  const { accessToken } = await createOAuthAPIClient({ url }).token.create({
    clientId: app.clientId, clientSecret: app.clientSecret, grantType: "client_credentials", scope: scopes,
  });
  const username = `essai${randomBytes(4).toString("hex")}`;
  const token = await createRestAPIClient({ url, accessToken }).v1.accounts.create({
    username, email: `${username}@exemple.test`, password: "cabane-orange-42-sous-la-pluie", agreement: true, locale: "fr",
  });
  const client = createRestAPIClient({ url, accessToken: token.accessToken });
  return { client, accessToken: token.accessToken, me: await client.v1.accounts.verifyCredentials() };
}

const one = await somebody();
const other = await somebody();
assert.notEqual(one.me.id, other.me.id);
step("sign up");

const instance = await one.client.v2.instance.fetch();
assert.ok(instance.configuration.urls.streaming.startsWith("ws"));
step("instance");

await one.client.v1.accounts.$select(other.me.id).follow();
const said = await other.client.v1.statuses.create({ status: "Bonjour de masto.", visibility: "public" });
const home = await one.client.v1.timelines.home.list({ limit: 20 });
assert.ok(home.some((status) => status.id === said.id));
step("follow and home");

const streaming = createStreamingAPIClient({
  streamingApiUrl: instance.configuration.urls.streaming, accessToken: one.accessToken, implementation: WebSocket,
});
const heard = [];
const listening = (async () => {
  for await (const event of streaming.user.subscribe()) {
    heard.push(event);
    if (heard.length === 2) break;
  }
})();
await new Promise((resolve) => setTimeout(resolve, 1500));
const live = await other.client.v1.statuses.create({ status: `En direct @${one.me.acct}.` });
await Promise.race([
  listening,
  new Promise((_, fail) => setTimeout(() => fail(new Error("the stream said nothing")), 20_000).unref()),
]);
assert.deepEqual(heard.map((event) => event.event).sort(), ["notification", "update"]);
assert.equal(heard.find((event) => event.event === "update").payload.id, live.id);
streaming.close();
step("stream");

const media = await one.client.v2.media.create({
  file: new Blob([Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64",
  )], { type: "image/png" }),
  description: "Un point.",
});
const withPicture = await one.client.v1.statuses.create({ status: "Une image.", mediaIds: [media.id] });
assert.equal(withPicture.mediaAttachments[0].description, "Un point.");
step("picture");

const asked = await one.client.v1.statuses.create({
  status: "Un sondage.", poll: { options: ["Oui", "Non"], expiresIn: 3600, multiple: false },
});
const voted = await other.client.v1.polls.$select(asked.poll.id).votes.create({ choices: [1] });
assert.equal(voted.options[1].votesCount, 1);
step("poll");

const edited = await one.client.v1.statuses.$select(asked.id).update({ status: "Un sondage, corrigé." });
assert.ok(edited.editedAt);
await one.client.v1.statuses.$select(withPicture.id).remove();
await assert.rejects(one.client.v1.statuses.$select(withPicture.id).fetch());
step("edit and delete");

const kept = await one.client.v1.lists.create({ title: "Voisins" });
await one.client.v1.lists.$select(kept.id).accounts.create({ accountIds: [other.me.id] });
const listed = await one.client.v1.timelines.list.$select(kept.id).list();
assert.ok(listed.length >= 2);
step("lists");

const filter = await one.client.v2.filters.create({
  title: "Cuisine", context: ["home"], filterAction: "warn", keywordsAttributes: [{ keyword: "gratin", wholeWord: true }],
});
const caught = await other.client.v1.statuses.create({ status: "Encore un gratin." });
const filtered = (await one.client.v1.timelines.home.list()).find((status) => status.id === caught.id);
assert.equal(filtered.filtered[0].filter.id, filter.id);
step("filters");

const told = await one.client.v1.notifications.list();
assert.ok(told.some((each) => each.type === "mention"));
const groups = await one.client.v2.notifications.list();
assert.ok(groups.notificationGroups.length > 0);
step("notifications");

const found = await one.client.v2.search.list({ q: other.me.username, type: "accounts" });
assert.equal(found.accounts[0].id, other.me.id);
step("search");

const blocked = await one.client.v1.accounts.$select(other.me.id).block();
assert.equal(blocked.blocking, true);
await one.client.v1.accounts.$select(other.me.id).unblock();
const report = await one.client.v1.reports.create({ accountId: other.me.id, comment: "Pour l’essai." });
assert.equal(report.actionTaken, false);
step("block and report");

const waiting = await one.client.v1.statuses.create({
  status: "Plus tard.", scheduledAt: new Date(Date.now() + 7_200_000).toISOString(),
});
assert.equal((await one.client.v1.scheduledStatuses.list())[0].id, waiting.id);
step("scheduled");
process.exit(0);
