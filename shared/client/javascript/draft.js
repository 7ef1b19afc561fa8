/**
 * The papers as an editor holds them, and the edits that lead from one state to the next.
 * Pure: nothing here knows of sockets or pages. Unit ids are those of the gateway's sessions.
 *
 * @typedef {import("./zhishen-hints.d.ts").DraftTexts} DraftTexts
 * @typedef {import("./zhishen-hints.d.ts").Edit} Edit
 * @typedef {{id: string, text: string, heading: boolean}} Unit
 * @typedef {{other: string, units: Map<string, Unit[]>}} Mirror
 */

const PARTS = ["abstract", "claims", "description"];
const TITLES = { request_title: "title", title: "description/title" };
const INSERTED_AS = { abstract: "abstract", claims: "claim", description: "paragraph" };

/** Edits that one message may carry (the server's own bound). */
export const MAX_EDITS = 100;

/**
 * What the server holds after a session was opened with `texts`: each unit with the id it has there.
 *
 * @param {DraftTexts} texts
 * @returns {Mirror}
 */
export function mirrorOf(texts) {
  const units = new Map();
  for (const part of PARTS) {
    if (!given(texts[part])) continue;
    let headings = 0;
    let others = 0;
    units.set(
      part,
      texts[part].map((item) => {
        const { text, heading } = line(item);
        const id = heading ? `${part}/heading/${(headings += 1)}` : `${part}/${(others += 1)}`;
        return { id, text, heading };
      }),
    );
  }
  for (const [name, id] of Object.entries(TITLES)) {
    if (given(texts[name])) units.set(name, [{ id, text: texts[name], heading: false }]);
  }
  return { other: otherThanTexts(texts), units };
}

/**
 * The edits that make the server's state that of `texts`, and the state they lead to; `null` where
 * edits cannot say it (another kind, a part that was not there before, too much at once): then a new
 * session is opened.
 *
 * @param {Mirror} mirror
 * @param {DraftTexts} texts
 * @param {() => string} newId
 * @returns {{edits: Edit[], mirror: Mirror} | null}
 */
export function editsTo(mirror, texts, newId) {
  const names = [...PARTS, ...Object.keys(TITLES)].filter((name) => given(texts[name]));
  const known = [...mirror.units.keys()];
  if (mirror.other !== otherThanTexts(texts)) return null;
  if (names.length !== known.length || names.some((name) => !mirror.units.has(name))) return null;
  /** @type {Edit[]} */
  const edits = [];
  const units = new Map();
  for (const name of names) {
    const wanted = name in TITLES ? [{ text: texts[name], heading: false }] : texts[name].map(line);
    units.set(name, editedPart(name, mirror.units.get(name), wanted, newId, edits));
  }
  if (edits.length > MAX_EDITS) return null;
  return { edits, mirror: { other: mirror.other, units } };
}

/**
 * @param {string} part
 * @param {Unit[]} old
 * @param {{text: string, heading: boolean}[]} wanted
 * @param {() => string} newId
 * @param {Edit[]} edits
 * @returns {Unit[]}
 */
function editedPart(part, old, wanted, newId, edits) {
  let begin = 0;
  while (begin < old.length && begin < wanted.length && same(old[begin], wanted[begin])) begin += 1;
  let tail = 0;
  while (
    tail < old.length - begin &&
    tail < wanted.length - begin &&
    same(old[old.length - 1 - tail], wanted[wanted.length - 1 - tail])
  ) {
    tail += 1;
  }
  // Lines are inserted before a paragraph, so headings between the change and the next paragraph
  // belong to the change where lines come or go.
  if (old.length !== wanted.length || !sameKinds(old, wanted, begin, tail)) {
    while (tail > 0 && old[old.length - tail].heading) tail -= 1;
  }
  const before = tail > 0 ? old[old.length - tail].id : null;
  const oldEnd = old.length - tail;
  const wantedEnd = wanted.length - tail;
  const units = old.slice(0, begin);
  let at = begin;
  for (; at < oldEnd && at < wantedEnd && old[at].heading === wanted[at].heading; at += 1) {
    if (old[at].text !== wanted[at].text) {
      edits.push({ op: "set", unit: old[at].id, text: wanted[at].text });
    }
    units.push({ ...old[at], text: wanted[at].text });
  }
  for (const gone of old.slice(at, oldEnd)) edits.push({ op: "remove", unit: gone.id });
  for (const { text, heading } of wanted.slice(at, wantedEnd)) {
    const unit = newId();
    edits.push({ op: "insert", part: heading ? "heading" : INSERTED_AS[part], text, before, unit });
    units.push({ id: unit, text, heading });
  }
  return [...units, ...old.slice(oldEnd)];
}

function sameKinds(old, wanted, begin, tail) {
  return old.slice(begin, old.length - tail).every((unit, offset) => {
    return unit.heading === wanted[begin + offset].heading;
  });
}

function same(unit, wanted) {
  return unit.text === wanted.text && unit.heading === wanted.heading;
}

function line(item) {
  return typeof item === "string"
    ? { text: item, heading: false }
    : { text: item.text, heading: item.heading === true };
}

function given(value) {
  return value !== undefined && value !== null;
}

/** Everything that no edit can change, as text to compare. */
function otherThanTexts(texts) {
  const others = Object.entries(texts)
    .filter(([name, value]) => given(value) && !PARTS.includes(name) && !(name in TITLES))
    .sort(([one], [two]) => (one < two ? -1 : 1));
  return JSON.stringify(others);
}

/** The texts in the form of the contract: description lines as objects. */
export function asWire(texts) {
  if (!given(texts.description)) return texts;
  return { ...texts, description: texts.description.map(line) };
}

/** Index in a JavaScript string of the code point number `points`. */
export function indexOfCodePoint(text, points) {
  let index = 0;
  for (let left = points; left > 0 && index < text.length; left -= 1) {
    index += text.codePointAt(index) > 0xffff ? 2 : 1;
  }
  return index;
}

/** Number of code points of a JavaScript string. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
