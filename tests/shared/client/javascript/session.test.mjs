// The session against a server that the test plays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const module = pathToFileURL(`${process.env.ZHISHEN_JAVASCRIPT}/zhishen-hints.js`).href;
const { HintSession, TicketError } = await import(module);

const TEXTS = { kind: "invention", claims: ["1. 一种装置。", "2. 如权利要求1。"] };

class Socket {
  static opened = [];
  readyState = 0;
  sent = [];
  constructor(url, protocols) {
    Object.assign(this, { url, protocols });
    Socket.opened.push(this);
    setTimeout(() => {
      this.readyState = 1;
      this.onopen();
    }, 0);
  }
  send(data) {
    this.sent.push(JSON.parse(data));
  }
  close(code) {
    this.readyState = 3;
    this.closedWith = code;
  }
  answer(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  opened_(findings = []) {
    const { seq, texts } = this.sent.at(-1);
    const units = texts.claims.flatMap((text, index) => [
      { unit: `claims/${index + 1}/number`, length: 3 },
      { unit: `claims/${index + 1}`, length: [...text].length - 3 },
    ]);
    this.answer({ type: "opened", seq, findings, units, versions: {}, profile: {} });
  }
  changes(given = {}) {
    const { seq } = this.sent.at(-1);
    this.answer({ type: "changes", seq, added: [], moved: [], cleared: [], units: [], ...given });
  }
  lose(code) {
    this.readyState = 3;
    this.onclose({ code, reason: "" });
  }
}

function finding(id, unit, start, end) {
  return { id, location: { unit, unit_start: start, unit_end: end } };
}

async function until(condition) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.fail("it did not happen");
}

async function session(options = {}) {
  Socket.opened.length = 0;
  let tickets = 0;
  const told = [];
  const one = new HintSession({
    gateway: "https://gateway.example",
    ticket: async () => ({ path: "/v1/hints/session", protocols: ["p", `t${(tickets += 1)}`] }),
    onState: (state) => told.push(state),
    WebSocket: Socket,
    pauseMs: 0,
    retryMs: 1,
    ...options,
  });
  return { one, told };
}

async function openedSession(findings) {
  const { one, told } = await session();
  one.update(TEXTS);
  await until(() => Socket.opened[0]?.sent.length === 1);
  Socket.opened[0].opened_(findings);
  return { one, told, socket: Socket.opened[0] };
}

test("opens with the texts and a ticket, nothing secret in the URL", async () => {
  const { one, socket } = await openedSession([finding("a", "claims/1", 0, 2)]);
  assert.equal(socket.url, "wss://gateway.example/v1/hints/session");
  assert.deepEqual(socket.protocols, ["p", "t1"]);
  assert.equal(socket.sent[0].type, "open");
  assert.deepEqual(socket.sent[0].texts.claims, TEXTS.claims);
  assert.equal(one.upToDate, true);
  assert.equal((await one.settled()).length, 1);
  one.close();
  assert.equal(socket.closedWith, 1000);
});

test("sends differences, one message at a time, and gathers what is typed meanwhile", async () => {
  const { one, socket } = await openedSession([]);
  one.update({ ...TEXTS, claims: ["1. 一种装", "2. 如权利要求1。"] });
  await until(() => socket.sent.length === 2);
  for (const text of ["1. 一", "1. 一种", "1. 一种仪器。"]) {
    one.update({ ...TEXTS, claims: [text, "2. 如权利要求1。"] });
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(socket.sent.length, 2);
  assert.equal(one.upToDate, false);
  socket.changes({ added: [finding("b", "claims/1", 0, 1)] });
  assert.deepEqual(socket.sent[2].edits, [{ op: "set", unit: "claims/1", text: "1. 一种仪器。" }]);
  socket.changes({ cleared: ["b"] });
  assert.deepEqual(one.findings, []);
  assert.equal(one.upToDate, true);
  one.close();
});

test("a lost connection loses no edit", async () => {
  const { one, told, socket } = await openedSession([finding("a", "claims/1", 0, 2)]);
  const edited = { ...TEXTS, claims: ["1. 一种装置，包括壳体。", "2. 如权利要求1。"] };
  one.update(edited);
  await until(() => socket.sent.length === 2);
  socket.lose(1012); // the answer never came
  one.update({ ...edited, title: "装置" }); // typed while there is no connection
  await until(() => Socket.opened[1]?.sent.length === 1);
  const again = Socket.opened[1];
  assert.deepEqual(again.protocols, ["p", "t2"]);
  assert.deepEqual(again.sent[0].texts, { ...edited, title: "装置" });
  assert.deepEqual(one.findings.map(({ id }) => id), ["a"]); // shown until they are known anew
  again.opened_([]);
  assert.deepEqual(one.findings, []);
  assert.ok(told.includes("waiting"));
  one.close();
});

test("after an idle end it connects again only when there is something to check", async () => {
  const { one, socket } = await openedSession([]);
  socket.lose(1001);
  assert.equal(one.state, "idle");
  one.update({ ...TEXTS, claims: ["1. 一种装置。"] });
  await until(() => Socket.opened.length === 2);
  one.close();
});

test("what no edit can say opens a new session", async () => {
  const { one, socket } = await openedSession([]);
  one.update({ ...TEXTS, kind: "utility_model" });
  await until(() => Socket.opened[1]?.sent.length === 1);
  assert.equal(socket.closedWith, 1000);
  assert.equal(Socket.opened[1].sent[0].texts.kind, "utility_model");
  one.close();
});

test("a refused edit is mended by a new session, refused papers are told", async () => {
  const { one, socket } = await openedSession([]);
  one.update({ ...TEXTS, claims: ["1. 新"] });
  await until(() => socket.sent.length === 2);
  socket.answer({ type: "refused", seq: socket.sent[1].seq, problem: { status: 422, detail: "x" } });
  await until(() => Socket.opened[1]?.sent.length === 1);
  const settled = one.settled();
  const { seq } = Socket.opened[1].sent[0];
  Socket.opened[1].answer({ type: "refused", seq, problem: { status: 422, detail: "bad" } });
  await assert.rejects(settled, /bad/);
  assert.equal(one.state, "failed");
  one.update(TEXTS);
  await until(() => Socket.opened.length === 3);
  one.close();
});

test("a ticket that is refused for good ends the attempts, others are tried again", async () => {
  const answers = [new TicketError(503, null, 1), new TicketError(401, null)];
  const { one, told } = await session({ ticket: () => Promise.reject(answers.shift()) });
  one.update(TEXTS);
  await until(() => one.state === "failed");
  assert.deepEqual(told, ["connecting", "waiting", "connecting", "failed"]);
  assert.equal(Socket.opened.length, 0);
});

test("places are string indexes in the text as typed", async () => {
  const { one, socket } = await openedSession([]);
  const text = "1. 𠮷一种装置。";
  one.update({ ...TEXTS, claims: [text, "2. 如权利要求1。"] });
  await until(() => socket.sent.length === 2);
  socket.changes({ units: [{ unit: "claims/1", length: 6 }] });
  const place = one.place(finding("x", "claims/1", 1, 3));
  assert.deepEqual(place, { part: "claims", index: 0, start: 5, end: 7 });
  assert.equal(text.slice(place.start, place.end), "一种");
  const label = one.place(finding("x", "claims/1/number", 0, 2));
  assert.equal(text.slice(label.start, label.end), "1.");
  assert.equal(one.place(finding("x", "description/9", 0, 1)), null);
  assert.deepEqual(one.place(finding("x", "claims/2", null, null)), {
    part: "claims",
    index: 1,
    start: null,
    end: null,
  });
  one.close();
});

test("a closed session stays closed", async () => {
  const { one } = await openedSession([]);
  one.close();
  assert.throws(() => one.update(TEXTS));
  assert.equal(one.state, "closed");
});
