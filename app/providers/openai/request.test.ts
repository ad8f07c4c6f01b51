import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "../json-value";
import { askForUsage, readChatRequest } from "./request";

function parse(source: string): JsonObject {
  const value: unknown = JSON.parse(source);
  if (!isObject(value)) throw new Error("not an object");
  return value;
}

describe("askForUsage", () => {
  it.each([
    [
      '{"stream":true,"seed":12345678901234567890}',
      '{"stream_options":{"include_usage":true},"stream":true,"seed":12345678901234567890}',
    ],
    ['{"stream_options":null,"stream":true}', '{"stream_options":{"include_usage":true},"stream":true}'],
    [
      '{"stream":true,"stream_options":{"include_obfuscation":false}}',
      '{"stream":true,"stream_options":{"include_obfuscation":false,"include_usage":true}}',
    ],
    [
      '{"stream":true,"stream_options":{"include_usage":false}}',
      '{"stream":true,"stream_options":{"include_usage":true}}',
    ],
  ])("%s", (source, expected) => {
    expect(askForUsage(source, parse(source))).toBe(expected);
  });
});

describe("readChatRequest", () => {
  it("tells what the caller asked for", () => {
    const body = { model: "gpt-x", stream: true, stream_options: { include_usage: true } };
    expect(readChatRequest(body)).toEqual({ model: "gpt-x", stream: true, wantsUsage: true });
    expect(readChatRequest({ model: 7, stream: "yes" })).toEqual({
      model: null,
      stream: false,
      wantsUsage: false,
    });
  });
});
