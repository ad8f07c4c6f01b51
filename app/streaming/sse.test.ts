import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeSseEvent, SseEventTooLargeError, SseSplitter, type SseEvent } from "~/streaming/sse";

/** The events of a stream that arrives cut at these places. */
function split(bytes: Buffer, cuts: readonly number[] = [], maxEventBytes?: number): SseEvent[] {
  const splitter = new SseSplitter(maxEventBytes);
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  const events = places.flatMap((place, i) => {
    // A copy of its own, as from a socket; an Uint8Array that is no Buffer.
    return splitter.push(new Uint8Array(bytes.subarray(place, places[i + 1] ?? place)));
  });
  return [...events, ...splitter.flush()];
}

const told = (events: SseEvent[]) => events.map(({ data, event }) => ({ data, event }));
const rawText = (events: SseEvent[]) => events.map(({ raw }) => raw.toString("utf8"));

describe("SseSplitter", () => {
  it.each<[string, string, { data: string | null; event: string | null }[]]>([
    [
      "line feeds",
      "data: a\n\ndata: b\n\n",
      [
        { data: "a", event: null },
        { data: "b", event: null },
      ],
    ],
    [
      "CRLF",
      "data: a\r\n\r\ndata: b\r\n\r\n",
      [
        { data: "a", event: null },
        { data: "b", event: null },
      ],
    ],
    [
      "CR",
      "data: a\r\rdata: b\r\r",
      [
        { data: "a", event: null },
        { data: "b", event: null },
      ],
    ],
    [
      "a mix",
      "data: a\r\n\ndata: b\n\r\n",
      [
        { data: "a", event: null },
        { data: "b", event: null },
      ],
    ],
    [
      "names and several lines of data",
      "event: x\ndata: a\ndata:b\ndata\ndata:  c\n\n",
      [{ data: "a\nb\n\n c", event: "x" }],
    ],
    [
      "a byte order mark",
      "\ufeffdata: a\n\n\ufeffdata: b\n\n",
      [
        { data: "a", event: null },
        { data: null, event: null },
      ],
    ],
    [
      "comments and other fields",
      ": ping\n\nid: 1\nretry: 5\ndata: a:b\n\n",
      [
        { data: null, event: null },
        { data: "a:b", event: null },
      ],
    ],
    [
      "no blank line at the end",
      "data: a\n\ndata: [DONE]",
      [
        { data: "a", event: null },
        { data: "[DONE]", event: null },
      ],
    ],
    [
      "blank lines alone",
      "\n\r\n",
      [
        { data: null, event: null },
        { data: null, event: null },
      ],
    ],
    ["other scripts", "data: héllo 漢字 😀\n\n", [{ data: "héllo 漢字 😀", event: null }]],
    ["an empty stream", "", []],
  ])("reads %s", (_, stream, expected) => {
    const events = split(Buffer.from(stream));
    expect(told(events)).toEqual(expected);
    expect(rawText(events).join("")).toBe(stream);
  });

  const line = fc.oneof(
    fc.constantFrom(
      "",
      "data: ",
      "data:",
      "data",
      "event: x",
      ": comment",
      "data: 😀漢é",
      "\ufeffdata: x",
      "id: 1",
    ),
    fc.string({ unit: "binary", maxLength: 10 }),
  );
  const stream = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r", "")), {
      maxLength: 12,
    })
    .map((lines) => Buffer.from(lines.flat().join("")));
  const anyBytes = fc.oneof(
    stream,
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  );

  it("gives the same events and every byte, however the stream is cut", () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat(), { maxLength: 40 }), (bytes, cuts) => {
        const whole = split(bytes);
        expect(split(bytes, cuts)).toEqual(whole);
        expect(split(bytes, [...bytes.keys()])).toEqual(whole);
        expect(Buffer.concat(whole.map(({ raw }) => raw)).equals(bytes)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("gives an event out with its last byte, without waiting for the next chunk", () => {
    const splitter = new SseSplitter();
    expect(splitter.push(Buffer.from("data: a\r\n\r"))).toEqual([]);
    expect(told(splitter.push(Buffer.from("\n")))).toEqual([{ data: "a", event: null }]);
    expect(told(splitter.push(Buffer.from("data: b\n\n")))).toEqual([{ data: "b", event: null }]);
    expect(splitter.flush()).toEqual([]);
  });

  it("does not copy an event that came in one chunk", () => {
    const chunk = Buffer.from("data: a\n\ndata: b\n\n");
    const [first] = new SseSplitter().push(chunk);
    expect(first!.raw.buffer).toBe(chunk.buffer);
  });

  it("refuses an event over the cap, whole or in pieces, and takes one at the cap", () => {
    const bytes = Buffer.from("data: 1234\n\n");
    for (const cuts of [[], [3], [...bytes.keys()]]) {
      expect(split(bytes, cuts, bytes.length)).toHaveLength(1);
      expect(() => split(bytes, cuts, bytes.length - 1)).toThrow(SseEventTooLargeError);
    }
    const splitter = new SseSplitter();
    const push = () => {
      for (let i = 0; i < 9; i++) splitter.push(Buffer.alloc(1024 * 1024, "x"));
    };
    expect(push).toThrow("8388608 bytes");
  });

  it("takes an event that comes byte by byte in linear time", () => {
    const splitter = new SseSplitter();
    const byte = Buffer.from("x");
    const started = performance.now();
    for (let i = 0; i < 200_000; i++) splitter.push(byte);
    expect(splitter.flush()[0]!.raw).toHaveLength(200_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("encodeSseEvent", () => {
  it("writes what the splitter reads", () => {
    const name = fc.option(fc.stringMatching(/^[a-z_.]{1,12}$/), { nil: undefined });
    fc.assert(
      fc.property(name, fc.string({ unit: "binary" }), (event, data) => {
        const encoded = encodeSseEvent(event === undefined ? { data } : { event, data });
        const normal = data.toWellFormed().replace(/\r\n?/g, "\n");
        expect(told(split(encoded))).toEqual([{ data: normal, event: event ?? null }]);
      }),
    );
  });

  it("refuses a name that would forge fields", () => {
    expect(() => encodeSseEvent({ event: "x\ndata: y", data: "" })).toThrow(TypeError);
  });
});
