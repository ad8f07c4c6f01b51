/** Closed-loop load whose every answer is checked: a fast wrong answer is no answer. */
import { request } from "node:http";
import autocannon from "autocannon";
import { BUFFERED_ANSWER, CONTENT_CHUNKS } from "./fixed-answers";
import { origin, type Participant } from "./participants";

function bodyOf(stream: boolean): string {
  return JSON.stringify({
    model: "gpt-bench",
    stream,
    messages: [
      { role: "system", content: "You are a support assistant of a parcel service. ".repeat(8) },
      {
        role: "user",
        content: `Where is my parcel? ${"It was sent last week and I have not heard of it since. ".repeat(8)}`,
      },
    ],
  });
}

const PATH = "/v1/chat/completions";

/** Latencies in milliseconds. */
export interface Buffered {
  requestsPerSecond: number;
  p50: number;
  p99: number;
}

/** @throws {Error} when one answer was an error or not the provider's. */
export async function loadBuffered(
  participant: Participant,
  { connections, seconds, amount }: { connections: number; seconds: number; amount?: number },
): Promise<Buffered> {
  const result = await autocannon({
    url: `${origin(participant)}${PATH}`,
    method: "POST",
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    headers: { ...participant.headers, "content-type": "application/json" },
    body: bodyOf(false),
    // Portkey prints the answer anew, so its text is compared after parsing; the others' byte by byte.
    verifyBody: (body) =>
      body === BUFFERED_ANSWER ||
      (participant.name === "portkey" && String(body).includes("The parcel left the warehouse")),
  });
  const wrong = result.errors + result.non2xx + result.mismatches;
  if (wrong > 0 || result["2xx"] === 0) {
    throw new Error(`${participant.name}: ${wrong} of ${result.requests.total} answers were errors or wrong`);
  }
  // The average, p50 and p99 that autocannon gives are whole milliseconds; the mean is not.
  const p50 = connections === 1 ? result.latency.average : result.latency.p50;
  return { requestsPerSecond: result.requests.average, p50, p99: result.latency.p99 };
}

/** Milliseconds between the provider's writing a chunk and our reading it. */
export interface Streamed {
  firstToken: number;
  gap: number;
}

function streamOnce(participant: Participant): Promise<Streamed> {
  return new Promise((resolve, reject) => {
    const delays: number[] = [];
    let text = "";
    const headers = { ...participant.headers, "content-type": "application/json" };
    const req = request(`${origin(participant)}${PATH}`, { method: "POST", headers }, (res) => {
      res.setEncoding("utf8").on("data", (chunk: string) => {
        const now = performance.timeOrigin + performance.now();
        text += chunk;
        for (const [, sent] of chunk.matchAll(/"content":"(\d+\.?\d*) "/g)) delays.push(now - Number(sent));
      });
      res.on("end", () => {
        const complete = delays.length === CONTENT_CHUNKS && text.includes("[DONE]");
        if (!complete)
          reject(new Error(`${participant.name}: ${delays.length} of ${CONTENT_CHUNKS} chunks came`));
        else resolve({ firstToken: delays[0] ?? 0, gap: percentile(delays, 0.99) });
      });
    });
    req.on("error", reject).end(bodyOf(true));
  });
}

/** @throws {Error} when a chunk was lost. */
export async function loadStreamed(participant: Participant, connections: number): Promise<Streamed> {
  const streams = await Promise.all(Array.from({ length: connections }, () => streamOnce(participant)));
  return {
    firstToken: percentile(
      streams.map(({ firstToken }) => firstToken),
      0.5,
    ),
    gap: percentile(
      streams.map(({ gap }) => gap),
      0.5,
    ),
  };
}

export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}
