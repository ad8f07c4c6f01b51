import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodedBody } from "./decode-body";

const TEXT = '{"id":"chatcmpl-1","text":"žluťoučký kůň"}'.repeat(50);
const body = Buffer.from(TEXT);
const HELLO_BY_ZSTD = Buffer.from("KLUv/QRYBQEA0GRhdGE6IHsiZGVsdGEiOiJoZWxsbyAifQoKAQBSlyaFtw2j", "base64");
/** One frame of 257 blocks that repeat one byte 128 Ki times: 32 MiB and a little. */
const ZSTD_BOMB = Buffer.from([
  ...[0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3],
  ...Array.from({ length: 257 }, (_, index) => [index === 256 ? 3 : 2, 0, 0x10, 0x20]).flat(),
]);

describe("decodedBody", () => {
  it.each([
    [undefined, body],
    ["", body],
    ["identity", body],
    ["gzip", gzipSync(body)],
    ["x-gzip", gzipSync(body)],
    ["GZIP", gzipSync(body)],
    ["deflate", deflateSync(body)],
    ["deflate", deflateRawSync(body)],
    ["br", brotliCompressSync(body)],
    ["gzip, identity, br", brotliCompressSync(gzipSync(body))],
    [["deflate", "gzip"], gzipSync(deflateSync(body))],
  ])("%j", (encoding, encoded) => {
    expect(decodedBody(encoded, encoding)).toBe(TEXT);
  });

  it("zstd", () => {
    expect(decodedBody(HELLO_BY_ZSTD, "zstd")).toBe('data: {"delta":"hello hello hello hello hello"}\n\n');
  });

  it.each(["gzip", "br", "zstd", "compress", "gzip, br"])("of nothing is nothing: %s", (encoding) => {
    expect(decodedBody(Buffer.alloc(0), encoding)).toBe("");
  });

  it.each([
    ["unknown", "compress", body],
    ["damaged gzip", "gzip", body],
    ["cut gzip", "gzip", gzipSync(body).subarray(0, -9)],
    ["damaged zstd", "zstd", body],
    ["in another order", "br, gzip", brotliCompressSync(gzipSync(body))],
    ["too many times", "gzip,gzip,gzip,gzip,gzip", gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(body)))))],
    ["a gzip bomb", "gzip", gzipSync(Buffer.alloc(33 * 1024 * 1024))],
    ["a zstd bomb", "zstd", ZSTD_BOMB],
  ])("is empty for what it cannot read: %s", (_, encoding, encoded) => {
    expect(decodedBody(encoded, encoding)).toBe("");
  });
});
