import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZstdDecoder } from "./zstd-decoder";

/** `Array.from({ length: 60_000 }, (_, i) => (i * i) % 97).join(",")`, by `zstd -19` 1.5.4 from a file. */
const FROM_FILE =
  "KLUv/aThmgIAZAQAptAeCbDrhJKihRtzeBsAGwAbADd576ElhnpmuqXHLEtdnPIcNvvxziQ3vnkMAfXVZM/dLZbZeHvtiGmOfrbIpM0umboNNO/hEXEP5w20Tb1ks0mLfHZ0miOu3W5cZov73GRTU8f8bkxy5+PsYc+Ui0stxyyd7pmhlnjo3uQBAwCAdP+LlUWmBIWXkwJNAAAAAQDemgt9AQHQpKk7";
/** The same by `zstd -3` from a pipe: no content size, a window of 2 MiB. */
const FROM_PIPE =
  "KLUv/QRYRAQAwk4aC7C1DWTSS41gJZkHb153cnH20TLjwCMcfWqRQTi2zB1rMNPTQ0w054iLXnfpduLuUg9JeMIVHlrqTjtk4u2lt0deLzpizkSHeDoNZtbCV5O3ljk2CIs8dfTJcYQDZyyPZi9eeeLumm8QCQDp/hebT4CVBmkXMNYEDBPHhENOtZMpQOHlpE0AAAg0AQDdGh0IAdCkqTs=";
const TEXT = Array.from({ length: 60_000 }, (_, i) => (i * i) % 97).join(",");

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A window of 1 MiB. */
const FRAME = [...MAGIC, 0x00, 10 << 3];
const block = (type: 0 | 1 | 2, size: number, isLast: boolean) => {
  const header = (size << 3) | (type << 1) | (isLast ? 1 : 0);
  return [header & 255, (header >> 8) & 255, header >> 16];
};
const raw = (text: string, isLast = false) => [...block(0, text.length, isLast), ...Buffer.from(text)];

function decode(...chunks: Uint8Array[]): string {
  const decoder = new ZstdDecoder();
  const pieces = chunks.flatMap((chunk) => [...decoder.decode(chunk)]);
  return Buffer.concat([...pieces, ...decoder.end()]).toString();
}

describe("ZstdDecoder", () => {
  it.each([
    ["a file", FROM_FILE],
    ["a pipe", FROM_PIPE],
  ])("reads what zstd wrote from %s, whatever the cuts", (_, base64) => {
    const data = Buffer.from(base64, "base64");
    expect(decode(data)).toBe(TEXT);
    fc.assert(
      fc.property(fc.array(fc.nat(data.length), { maxLength: 5 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), data.length];
        const chunks = at.slice(1).map((end, index) => data.subarray(at[index], end));
        expect(decode(...chunks)).toBe(TEXT);
      }),
      { numRuns: 30 },
    );
    expect(decode(...[...data].map((byte) => Buffer.of(byte)))).toBe(TEXT);
  });

  it("gives each block when it is complete", () => {
    const decoder = new ZstdDecoder();
    const give = (...bytes: number[]) => Buffer.concat([...decoder.decode(Buffer.from(bytes))]).toString();
    expect(give(...FRAME)).toBe("");
    const event = raw("data: the first event\n\n");
    expect(give(...event.slice(0, 9))).toBe("");
    expect(give(...event.slice(9))).toBe("data: the first event\n\n");
    expect(give(...block(1, 5, false), 0x2e)).toBe(".....");
    expect(give(...raw("end", true))).toBe("end");
    expect([...decoder.end()]).toEqual([]);
  });

  it("reads several frames, checksums, skippable frames and nothing", () => {
    const skippable = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    const checked = [...MAGIC, 0x04, 10 << 3, ...raw("two", true), 9, 9, 9, 9];
    const sized = [...MAGIC, 0x20, 5, ...raw("three", true)];
    const data = Buffer.from([
      ...FRAME,
      ...raw("one", true),
      ...skippable,
      ...checked,
      ...sized,
      ...skippable,
    ]);
    expect(decode(data)).toBe("onetwothree");
    expect(decode(...[...data].map((byte) => Buffer.of(byte)))).toBe("onetwothree");
    expect(decode()).toBe("");
    expect(decode(Buffer.alloc(0))).toBe("");
  });

  it.each([
    ["a window above 8 MiB", [...MAGIC, 0x00, (13 << 3) | 1, ...raw("x", true)], /window too large/],
    ["the largest window", [...MAGIC, 0x00, 0xff, ...raw("x", true)], /window too large/],
    ["a large single segment", [...MAGIC, 0xa0, 1, 0, 0x80, 0, ...raw("x", true)], /window too large/],
    [
      "a huge single segment",
      [...MAGIC, 0xe0, 0, 0, 0, 0, 0, 0, 0, 9, ...raw("x", true)],
      /window too large/,
    ],
    [
      "a large window in a later frame",
      [...FRAME, ...raw("x", true), ...MAGIC, 0, 0xff, ...raw("x", true)],
      /window/,
    ],
    ["a block above 128 KiB", [...FRAME, ...block(1, 128 * 1024 + 1, true), 0], /block too large/],
    ["a dictionary", [...MAGIC, 0x01, 10 << 3, 7, ...raw("x", true)], /dictionary/],
    ["a reserved block type", [...FRAME, 7, 0, 0], /block type/],
    ["an end inside a block", [...FRAME, ...raw("some text").slice(0, -1)], /unexpected end/],
    ["an end between blocks", [...FRAME, ...raw("some text")], /unexpected end/],
    ["an end inside a header", [...FRAME.slice(0, 5)], /unexpected end/],
    ["something else", [...Buffer.from("<html><body>not zstd at all</body></html>")], /zstd/],
  ])("refuses %s", (_, bytes, said) => {
    expect(() => decode(Buffer.from(bytes))).toThrow(said);
    expect(() => decode(...bytes.map((byte) => Buffer.of(byte)))).toThrow(said);
  });

  it("yields a bomb in small steps", () => {
    const blocks = Array.from({ length: 2_000 }, () => [...block(1, 128 * 1024, false), 0x20]).flat();
    const decoder = new ZstdDecoder();
    let size = 0;
    let pieces = 0;
    for (const piece of decoder.decode(Buffer.from([...FRAME, ...blocks]))) {
      size += piece.length;
      if (++pieces === 20) break;
    }
    expect(size).toBe(20 * 128 * 1024);
  });

  it("fails in no other way than by throwing, whatever the bytes", () => {
    const data = Buffer.from(FROM_PIPE, "base64");
    fc.assert(
      fc.property(fc.nat(data.length - 1), fc.nat(255), (position, value) => {
        const damaged = Buffer.from(data);
        damaged[position] = value;
        try {
          expect(decode(damaged).length).toBeLessThanOrEqual(4 * 1024 * 1024);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
