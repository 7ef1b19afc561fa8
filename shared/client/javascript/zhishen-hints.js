/**
 * Live hints of Zhishen in a page: give the texts as they are, get the findings as they stand.
 *
 *     import { HintSession } from "./zhishen-hints.js";
 *
 *     const session = new HintSession({
 *       gateway: "https://zhishen.example",
 *       ticket: async () => (await fetch("/our-own-server/ticket", { method: "POST" })).json(),
 *       onFindings: (findings) => show(findings),
 *     });
 *     editor.addEventListener("input", () => session.update({ kind: "invention", claims: lines() }));
 *
 * The texts are the truth: after a lost connection a new session begins with them, so nothing that
 * was typed can be lost. At most one message is on its way; what is typed meanwhile goes into the
 * next. No dependency, no framework. The protocol: docs/formal-check.md.
 */

import { asWire, codePoints, editsTo, indexOfCodePoint, mirrorOf } from "./draft.js";

/** @typedef {import("./zhishen-hints.d.ts").HintSessionOptions} HintSessionOptions */
/** @typedef {import("./zhishen-hints.d.ts").DraftTexts} DraftTexts */
/** @typedef {import("./zhishen-hints.d.ts").Finding} Finding */
/** @typedef {import("./zhishen-hints.d.ts").Place} Place */

const PAUSE_MS = 150;
const ANSWER_MS = 30_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const LARGEST_EDIT = 300_000; // UTF-16 units: below the server's 1 MB in any script

/** What the gateway answered instead of a ticket. */
export class TicketError extends Error {
  /** @param {number} status @param {import("./zhishen-hints.d.ts").Problem | null} problem @param {number | null} retryAfterMs */
  constructor(status, problem, retryAfterMs = null) {
    super(problem?.detail ?? `No ticket: HTTP status ${status}.`);
    this.name = "TicketError";
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * A ticket straight from the gateway, for pages whose user has a key or token of their own.
 *
 * @param {string} gateway
 * @param {Record<string, string>} headers e.g. `{ authorization: "Bearer …" }`
 */
export async function fetchTicket(gateway, headers) {
  const url = new URL("/v1/hints/tickets", gateway);
  const answer = await fetch(url, { method: "POST", headers, credentials: "omit" });
  if (answer.ok) return answer.json();
  const seconds = Number(answer.headers.get("retry-after"));
  const problem = await answer.json().catch(() => null);
  throw new TicketError(answer.status, problem, seconds > 0 ? seconds * 1000 : null);
}

export class HintSession {
  #options;
  /** @type {WebSocket | null} */ #socket = null;
  /** As given last. @type {DraftTexts | null} */ #texts = null;
  /** Whose findings are known. @type {DraftTexts | null} */ #known = null;
  /** What the server has. @type {import("./draft.js").Mirror | null} */ #mirror = null;
  /** @type {{seq: number, texts: DraftTexts, mirror: import("./draft.js").Mirror, opens: boolean} | null} */
  #sent = null;
  /** @type {Map<string, Finding>} */ #findings = new Map();
  /** @type {Map<string, number>} */ #lengths = new Map();
  #seq = 0;
  #units = 0;
  #failures = 0;
  #state = "idle";
  #timer = null;
  #answerTimer = null;
  #waiting = new Set();

  /** @param {HintSessionOptions} options */
  constructor(options) {
    this.#options = { WebSocket: globalThis.WebSocket, pauseMs: PAUSE_MS, ...options };
  }

  /** "idle", "connecting", "open", "waiting" (before another attempt), "failed" or "closed". */
  get state() {
    return this.#state;
  }

  /** Findings as the server last told them. @returns {Finding[]} */
  get findings() {
    return [...this.#findings.values()];
  }

  /** Whether the findings are those of the texts last given. */
  get upToDate() {
    return this.#texts !== null && this.#known === this.#texts;
  }

  /**
   * The texts as they are now. Call it as often as you like: on every key.
   *
   * @param {DraftTexts} texts
   */
  update(texts) {
    if (this.#state === "closed") throw new Error("This session has been closed.");
    this.#texts = structuredClone(texts);
    if (this.#state === "open") this.#sendAfter(this.#options.pauseMs);
    else if (this.#state === "idle" || this.#state === "failed") this.#connect();
  }

  /** Resolves when the findings are those of the texts last given; rejects when that fails. */
  settled() {
    if (this.upToDate) return Promise.resolve(this.findings);
    return new Promise((resolve, reject) => this.#waiting.add({ resolve, reject }));
  }

  /**
   * Where a finding lies in the texts the server has: the part, the item in it, and the span in that
   * item as typed, in JavaScript string indexes; `null` for a finding about something absent.
   *
   * @param {Finding} finding
   * @returns {Place | null}
   */
  place(finding) {
    const { unit, unit_start: start, unit_end: end } = finding.location;
    if (!unit || this.#mirror === null) return null;
    const isLabel = unit.endsWith("/number");
    const id = isLabel ? unit.slice(0, -"/number".length) : unit;
    for (const [part, units] of this.#mirror.units) {
      const index = units.findIndex((one) => one.id === id);
      if (index < 0) continue;
      const { text } = units[index];
      if (start === null || start === undefined) return { part, index, start: null, end: null };
      // A claim's label and a paragraph's number stand before the unit's own text.
      const length = this.#lengths.get(id);
      const skipped = isLabel || length === undefined ? 0 : Math.max(0, codePoints(text) - length);
      return {
        part,
        index,
        start: indexOfCodePoint(text, skipped + start),
        end: indexOfCodePoint(text, skipped + (end ?? start)),
      };
    }
    return null;
  }

  /** End the session for good. */
  close() {
    this.#enter("closed");
    this.#settle(new Error("The session was closed."));
    this.#drop();
  }

  async #connect() {
    this.#enter("connecting");
    let ticket;
    try {
      ticket = await this.#options.ticket();
    } catch (error) {
      if (this.#state === "connecting") this.#ticketFailed(error);
      return;
    }
    if (this.#state !== "connecting") return;
    const url = new URL(ticket.path, this.#options.gateway);
    url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
    const socket = new this.#options.WebSocket(url.href, ticket.protocols);
    this.#socket = socket;
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      this.#enter("open");
      this.#sendAfter(0);
    };
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#take(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#lost(event.code, event.reason);
    };
  }

  #ticketFailed(error) {
    const status = error?.status;
    if (status === 401 || status === 403) {
      this.#enter("failed", error);
      this.#settle(error);
    } else {
      this.#tryAgain(error, error?.retryAfterMs ?? 0);
    }
  }

  #lost(code, reason) {
    this.#drop();
    if (code === 1001 && this.#known === this.#texts) this.#enter("idle");
    else this.#tryAgain(new Error(`Connection closed: ${code} ${reason}`.trim()));
  }

  #tryAgain(error, atLeastMs = 0) {
    const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures);
    this.#failures += 1;
    // Full jitter, so that many pages do not come back at the same moment.
    const delay = Math.max(atLeastMs, bound * (0.5 + Math.random() / 2));
    this.#enter("waiting", error);
    this.#timer = setTimeout(() => this.#connect(), this.#options.retryMs ?? delay);
  }

  /** Forget the connection and what only it knew. */
  #drop() {
    clearTimeout(this.#timer);
    clearTimeout(this.#answerTimer);
    const socket = this.#socket;
    this.#socket = null;
    this.#mirror = null;
    this.#sent = null;
    this.#lengths.clear();
    if (socket !== null && socket.readyState <= 1) socket.close(1000);
  }

  #sendAfter(pauseMs) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), pauseMs);
  }

  /** What to send for the texts as they are: a message, "nothing", or "reopen". */
  #nextMessage() {
    if (this.#mirror === null) {
      const { as_of, governing_date } = this.#options;
      const message = { type: "open", texts: asWire(this.#texts), as_of, governing_date };
      return { message, mirror: mirrorOf(this.#texts), opens: true };
    }
    const change = editsTo(this.#mirror, this.#texts, () => `new-${(this.#units += 1)}`);
    if (change === null) return "reopen";
    if (change.edits.length === 0) return "nothing";
    const message = { type: "edit", edits: change.edits };
    return { message, mirror: change.mirror, opens: false };
  }

  #send() {
    if (this.#state !== "open" || this.#sent !== null || this.#texts === null) return;
    const next = this.#nextMessage();
    if (next === "nothing") {
      this.#known = this.#texts;
      this.#options.onFindings?.(this.findings, { upToDate: true });
      this.#settle(null);
      return;
    }
    const seq = (this.#seq += 1);
    const data = next === "reopen" ? "" : JSON.stringify({ ...next.message, seq });
    if (next === "reopen" || (!next.opens && data.length > LARGEST_EDIT)) {
      this.#reopen();
      return;
    }
    this.#sent = { seq, texts: this.#texts, mirror: next.mirror, opens: next.opens };
    this.#socket.send(data);
    this.#answerTimer = setTimeout(() => this.#lost(1006, "no answer"), ANSWER_MS);
  }

  #reopen() {
    this.#drop();
    this.#connect();
  }

  #take(answer) {
    const sent = this.#sent;
    if (sent === null || (answer.seq ?? sent.seq) !== sent.seq) return;
    clearTimeout(this.#answerTimer);
    this.#sent = null;
    if (answer.type === "refused") {
      this.#refused(answer.problem, sent.opens);
      return;
    }
    this.#failures = 0;
    this.#mirror = sent.mirror;
    this.#known = sent.texts;
    if (answer.type === "opened") {
      this.#findings = new Map(answer.findings.map((one) => [one.id, one]));
      this.#lengths = new Map(answer.units.map((one) => [one.unit, one.length]));
    } else {
      for (const id of answer.cleared) this.#findings.delete(id);
      for (const one of [...answer.added, ...answer.moved]) this.#findings.set(one.id, one);
      for (const one of answer.units) this.#lengths.set(one.unit, one.length);
    }
    this.#options.onFindings?.(this.findings, { upToDate: this.upToDate });
    if (this.upToDate) this.#settle(null);
    else if (this.#state === "open") this.#send();
  }

  #refused(problem, opens) {
    if (problem.status === 429) {
      this.#sendAfter(1000);
    } else if (opens) {
      // These papers cannot be taken: wait for others.
      this.#drop();
      this.#enter("failed", problem);
      this.#settle(Object.assign(new Error(problem.detail), { problem }));
    } else {
      this.#reopen();
    }
  }

  #settle(error) {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const one of waiting) {
      if (error === null) one.resolve(this.findings);
      else one.reject(error);
    }
  }

  #enter(state, detail) {
    if (this.#state === "closed") return;
    this.#state = state;
    this.#options.onState?.(state, detail ?? null);
  }
}
