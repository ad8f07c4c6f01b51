import { describe, expect, it } from "vitest";
import { CODECS } from "./codecs";
import { type JsonObject } from "./json-value";
import { mediaBarrier } from "./media-barrier";
import { type ProviderId } from "./provider";

function barrierOf(provider: ProviderId, body: JsonObject): string | null {
  const decoded = CODECS[provider].decodeRequest(body, { model: "m", stream: false });
  if (!decoded) throw new Error("not a request");
  return mediaBarrier(decoded.value);
}

const chat = (content: unknown) => ({ messages: [{ role: "user", content }] });
const contents = (...parts: object[]) => ({ contents: [{ role: "user", parts }] });
const inResult = (...content: object[]) => ({
  messages: [
    { role: "user", content: "go" },
    { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: {} }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content }] },
  ],
});
const PDF = { type: "base64", media_type: "application/pdf", data: "AAAA" };

describe("mediaBarrier", () => {
  it.each<[string, ProviderId, JsonObject]>([
    ["an image", "openai", chat([{ type: "image_url", image_url: { url: "https://x.example/a.png" } }])],
    ["audio", "azure", chat([{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }])],
    ["a document", "openai", chat([{ type: "file", file: { file_id: "file-1" } }])],
    ["an image", "openai", chat([{ type: "image_url", image_url: {} }])],
    ["a document", "anthropic", chat([{ type: "document", source: PDF }])],
    ["a document", "anthropic", chat([{ type: "document", source: { type: "content", content: [] } }])],
    ["a video", "gemini", contents({ inlineData: { mimeType: "video/mp4", data: "AAAA" } })],
    ["a document", "gemini", contents({ file_data: { mime_type: "application/pdf" } })],
  ])("finds %s in a request to %s", (what, provider, body) => {
    expect(barrierOf(provider, body)).toBe(
      `messages[0] holds ${what}, which is not sent to another provider`,
    );
  });

  it("looks into the results of tools", () => {
    const image = { type: "image", source: { type: "url", url: "https://x.example/a.png" } };
    expect(barrierOf("anthropic", inResult(image))).toMatch(/^messages\[2\] holds an image/);
  });

  it("lets text pass, also a document that is text", () => {
    const text = { type: "text", media_type: "text/plain", data: "Notes" };
    expect(barrierOf("anthropic", chat([{ type: "document", source: text }]))).toBeNull();
    expect(barrierOf("anthropic", inResult({ type: "text", text: "an image" }))).toBeNull();
    expect(barrierOf("gemini", contents({ text: "hi" }, { executableCode: { code: "1" } }))).toBeNull();
    expect(barrierOf("openai", chat("data:image/png;base64,AAAA"))).toBeNull();
  });
});
