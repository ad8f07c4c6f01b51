import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROTOCOLS } from "~/providers/registry";
import { type ChatError } from "~/providers/chat";
import { SseSplitter } from "~/streaming/sse";
import { JSON_ARRAY_FRAMING, SSE_FRAMING, type StreamReader } from "./stream-framing";

const error: ChatError = {
  kind: "server_error",
  status: 502,
  message: "it broke off",
  code: "stream_interrupted",
  param: null,
  retryAfterMs: null,
};

function read(framing: StreamReader, source: Buffer, cuts: readonly number[]) {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const cut of [...cuts.filter((at) => at < source.length).toSorted((a, b) => a - b), source.length]) {
    chunks.push(source.subarray(from, cut));
    from = cut;
  }
  const items = [...chunks.flatMap((chunk) => framing.push(chunk)), ...framing.flush()];
  return { bytes: Buffer.concat(items.map(({ raw }) => raw)), data: items.flatMap(({ data }) => data ?? []) };
}

describe("stream framing", () => {
  const events =
    '\ufeff: hi\r\n\r\ndata: {"a":"é"}\n\nevent: x\rdata: 1\rdata: 2\r\rid: 7\n\ndata: [DONE]\n\n';
  const array = '[{"a":"é\\"]"}\r\n,\r\n{"b":[{}]}\n]\n';

  it.each([
    ["events", SSE_FRAMING, events, ['{"a":"é"}', "1\n2", "[DONE]"]],
    ["an array", JSON_ARRAY_FRAMING, array, ['{"a":"é\\"]"}', '{"b":[{}]}']],
  ] as const)("%s read the same for every cut, and every byte comes back", (_name, framing, text, data) => {
    const source = Buffer.from(text);
    for (let cut = 0; cut <= source.length; cut++) {
      expect(read(framing.reader(), source, [cut])).toEqual({ bytes: source, data: [...data] });
    }
    fc.assert(
      fc.property(fc.array(fc.nat(source.length), { maxLength: 40 }), (cuts) => {
        expect(read(framing.reader(), source, cuts)).toEqual({ bytes: source, data: [...data] });
      }),
    );
  });

  it("the notice is an event of its own, even after one that was left open", () => {
    for (const tail of ["", ": ping", 'data: {"half', "data: 1\n"]) {
      const [reader, writer] = [SSE_FRAMING.reader(), SSE_FRAMING.writer()];
      const whole = reader.push(Buffer.from(`data: 0\n\n${tail}`)).map(({ raw }) => writer.raw(raw, true));
      const sent = [...whole, ...reader.flush().map(({ raw }) => writer.raw(raw, false))];
      const notice = writer.errorNotice(error, { dialect: "anthropic", requestId: "r" });
      const seen = new SseSplitter().push(Buffer.concat([...sent, notice]));
      expect(seen.at(-1)).toMatchObject({
        event: "error",
        data: JSON.stringify(PROTOCOLS.anthropic.errors.encodeError(error, "r")),
      });
    }
  });

  it("the notice makes an array whole again, wherever it was cut", () => {
    const source = Buffer.from('[{"a":1},\n{"b":2}');
    for (let cut = 0; cut <= source.length; cut++) {
      const [reader, writer] = [JSON_ARRAY_FRAMING.reader(), JSON_ARRAY_FRAMING.writer()];
      // What is half an element is not passed on.
      const sent = reader.push(source.subarray(0, cut)).map(({ raw }) => writer.raw(raw, true));
      const notice = writer.errorNotice(error, { dialect: "gemini", requestId: "r" });
      const whole = JSON.parse(Buffer.concat([...sent, notice]).toString()) as unknown[];
      expect(whole.at(-1)).toMatchObject({ error: { message: "it broke off" } });
    }
  });

  it("frames written one by one are read back as they were, complete or broken off", () => {
    const frames = [1, 2, 3].map((number) => ({ event: null, data: JSON.stringify({ number }) }));
    for (const framing of [SSE_FRAMING, JSON_ARRAY_FRAMING]) {
      for (let count = 0; count <= frames.length; count++) {
        const writer = framing.writer();
        const written = [writer.keepAlive, ...frames.slice(0, count).map((frame) => writer.frame(frame))];
        const whole = Buffer.concat([...written, writer.end()]);
        const cut = Buffer.concat([
          ...written,
          writer.errorNotice(error, { dialect: "gemini", requestId: "r" }),
        ]);
        const said = frames.slice(0, count).map(({ data }) => data);
        expect(read(framing.reader(), whole, [5]).data).toEqual(said);
        expect(read(framing.reader(), cut, [5]).data.slice(0, -1)).toEqual(said);
        if (framing === JSON_ARRAY_FRAMING) expect(JSON.parse(whole.toString())).toHaveLength(count);
      }
    }
  });
});
