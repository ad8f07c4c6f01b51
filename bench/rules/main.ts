/**
 * `npm run bench:rules`: what rules cost a request by their number, and what output rules cost and hold back of a stream.
 * CPU time on one core, garbage collection included; growth and what is held back do not depend on the machine.
 */
import { ORDINARY } from "../texts/ordinary";
import { randomFrom } from "../texts/random";
import { ruleSet, STREAM_RULES } from "./rule-sets";
import { PROTOCOLS } from "~/providers/registry";
import { type TokenIssuer } from "~/redaction/token-issuer";
import { type CompiledRules } from "~/rules/compile";
import { type ConditionFacts } from "~/rules/compile-conditions";
import { runRules } from "~/rules/run-rules";
import { StreamRules } from "~/rules/stream-rules";
import { StreamText } from "~/rules/stream-text";

const KIB = 1024;
const COUNTS = [1, 10, 100, 500];
const BODIES = [
  { name: "1 KB", length: KIB, requests: 400 },
  { name: "100 KB", length: 100 * KIB, requests: 30 },
];
/** Of one answer: about 500 tokens of four characters. */
const ANSWER_LENGTH = 2000;
const ANSWERS = 40;
const TOKEN_LENGTH = 4;
const TOKENS_PER_SECOND = 60;

const FACTS: ConditionFacts = { header: () => null, model: "gpt-4o", url: "/v1/chat/completions" };
const NO_TOKENS: TokenIssuer = { issue: (value) => value };

const prose = ORDINARY["prose"] ?? (() => "");
const random = randomFrom(3);

function microseconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function quantiles(values: number[]): { p50: number; p95: number; max: number } {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

const row = (name: string, cells: readonly (string | number)[]) =>
  console.log(name.padEnd(22) + cells.map((cell) => String(cell).padStart(13)).join(""));

function requestMicros(rules: CompiledRules, length: number, requests: number) {
  const times = Array.from({ length: requests + 20 }, () => {
    const body = { messages: [{ role: "user", content: prose(length, random) }] };
    const source = JSON.stringify(body);
    return microseconds(() => {
      const parts = PROTOCOLS.openai.textParts("chat", body);
      runRules(rules, {
        direction: "input",
        parts,
        source,
        unread: null,
        facts: FACTS,
        requestId: "bench",
        tokens: NO_TOKENS,
      });
    });
  });
  return quantiles(times.slice(20));
}

function printRequests(): void {
  row("buffered", ["rules", "p50 µs", "p95 µs", "of one rule"]);
  for (const { name, length, requests } of BODIES) {
    let ofOne: number | null = null;
    for (const count of COUNTS) {
      const { p50, p95 } = requestMicros(ruleSet(count), length, requests);
      ofOne ??= p50;
      row(count === COUNTS[0] ? name : "", [count, p50.toFixed(0), p95.toFixed(0), (p50 / ofOne).toFixed(2)]);
    }
  }
}

interface Streamed {
  micros: number[];
  /** Characters held back after each piece. */
  held: number[];
}

function stream(rules: CompiledRules, answers: number): Streamed {
  const result: Streamed = { micros: [], held: [] };
  for (let answer = 0; answer < answers; answer++) {
    const text = prose(ANSWER_LENGTH, random);
    const stream = new StreamRules(rules, { facts: FACTS, requestId: "bench", tokens: NO_TOKENS });
    const filter = new StreamText(stream, ["choices", 0, "message", "content"]);
    let [arrived, released] = [0, 0];
    for (let at = 0; at < text.length; at += TOKEN_LENGTH) {
      const piece = text.slice(at, at + TOKEN_LENGTH);
      const micros = microseconds(() => {
        released += filter.push(piece).length;
      });
      arrived += piece.length;
      result.micros.push(micros);
      result.held.push(Math.max(0, arrived - released));
    }
    filter.end();
  }
  return result;
}

function printStreams(): void {
  console.log(`\nheld back in ms: at ${TOKENS_PER_SECOND} tokens of ${TOKEN_LENGTH} characters a second`);
  row("streamed, a piece", ["p50 µs", "p95 µs", "held p50", "held p95", "held max", "p50 ms", "p95 ms"]);
  for (const [name, rules] of Object.entries(STREAM_RULES)) {
    stream(rules, 3);
    const { micros, held } = stream(rules, ANSWERS);
    const [cost, wait] = [quantiles(micros), quantiles(held)];
    const inMs = (characters: number) => ((characters / TOKEN_LENGTH / TOKENS_PER_SECOND) * 1000).toFixed(0);
    row(name, [
      cost.p50.toFixed(0),
      cost.p95.toFixed(0),
      wait.p50,
      wait.p95,
      wait.max,
      inMs(wait.p50),
      inMs(wait.p95),
    ]);
  }
}

printRequests();
printStreams();
