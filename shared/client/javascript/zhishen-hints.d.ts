/** Types of zhishen-hints.js. The wire models: docs/openapi/gateway.json. */

export interface DraftLine {
  text: string;
  heading?: boolean;
}

/** An application as an editor holds it. A part that is left out is unknown, not missing. */
export interface DraftTexts {
  kind?: "invention" | "utility_model" | "design" | null;
  language?: string;
  route?: string;
  office_code?: string;
  filing_date?: string | null;
  request_title?: string | null;
  title?: string | null;
  abstract?: string[] | null;
  /** Each with its label: "1. 一种…". */
  claims?: string[] | null;
  /** Paragraphs as text, headings as `{ text, heading: true }`. */
  description?: (string | DraftLine)[] | null;
  /** Labels of the drawings: "图1". */
  figures?: string[] | null;
}

export interface Message {
  zh: string;
  en: string;
}

export interface Location {
  file: string;
  text: string;
  element: string;
  unit: string | null;
  /** Code points; `HintSession.place` turns them into string indexes. */
  unit_start: number | null;
  unit_end: number | null;
}

export interface Finding {
  id: string;
  code: string;
  severity: "error" | "warning" | "notice";
  message: Message;
  location: Location;
  [other: string]: unknown;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  detail_zh: string;
}

export type Edit =
  | { op: "set"; unit: string; text: string }
  | { op: "remove"; unit: string }
  | {
      op: "insert";
      part: "claim" | "paragraph" | "heading" | "abstract";
      text: string;
      before: string | null;
      unit: string;
    };

/** Answer of `POST /v1/hints/tickets`. */
export interface Ticket {
  path: string;
  protocols: string[];
}

export type State = "idle" | "connecting" | "open" | "waiting" | "failed" | "closed";

export interface HintSessionOptions {
  /** Base URL of the gateway. */
  gateway: string;
  /** Fetches a fresh ticket; called for every connection. Best through a server of your own. */
  ticket: () => Promise<Ticket>;
  onFindings?: (findings: Finding[], told: { upToDate: boolean }) => void;
  /** `detail` is the error or problem behind "waiting" and "failed". */
  onState?: (state: State, detail: unknown) => void;
  as_of?: string;
  governing_date?: string;
  /** Pause after a key before it is sent; 150 ms. */
  pauseMs?: number;
  /** A fixed time before another attempt, for tests. */
  retryMs?: number;
  /** Replaces the browser's, for tests. */
  WebSocket?: new (url: string, protocols: string[]) => WebSocket;
}

/** Where a finding lies: `texts[part][index]`, in JavaScript string indexes. */
export interface Place {
  part: string;
  index: number;
  start: number | null;
  end: number | null;
}

export class TicketError extends Error {
  constructor(status: number, problem: Problem | null, retryAfterMs?: number | null);
  status: number;
  problem: Problem | null;
  retryAfterMs: number | null;
}

export function fetchTicket(gateway: string, headers: Record<string, string>): Promise<Ticket>;

export class HintSession {
  constructor(options: HintSessionOptions);
  readonly state: State;
  readonly findings: Finding[];
  readonly upToDate: boolean;
  update(texts: DraftTexts): void;
  settled(): Promise<Finding[]>;
  place(finding: Finding): Place | null;
  close(): void;
}
