import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "./gateway-error";
import { readAnnotations } from "./request-annotations";

const parent = (trace: string, rest = "-00f067aa0ba902b7-01") => ({ traceparent: `00-${trace}${rest}` });
const hex = "4bf92f3577b34da6a3ce929d0e0e4736";

describe("readAnnotations", () => {
  it("reads what is said and nothing else", () => {
    expect(
      readAnnotations({
        "x-grepture-trace-id": "task-1",
        "x-grepture-session-id": "s",
        "x-grepture-label": "draft",
        "x-grepture-seq": "7",
        "x-grepture-metadata": '{"team":"support"}',
      }),
    ).toEqual({ traceId: "task-1", sessionId: "s", label: "draft", seq: 7, metadata: { team: "support" } });
    const nothing = { traceId: null, sessionId: null, label: null, seq: null, metadata: null };
    expect(readAnnotations({ host: "x" })).toEqual(nothing);
    expect(readAnnotations({ "x-grepture-label": "" })).toEqual(nothing);
  });

  it("takes the trace id of a valid traceparent, when it is not given", () => {
    expect(readAnnotations(parent(hex)).traceId).toBe(hex);
    expect(readAnnotations({ ...parent(hex), "x-grepture-trace-id": "mine" }).traceId).toBe("mine");
    expect(readAnnotations(parent("0".repeat(32))).traceId).toBeNull();
    expect(readAnnotations(parent(hex, "-0000000000000000-01")).traceId).toBeNull();
    expect(readAnnotations({ traceparent: `ff-${hex}-00f067aa0ba902b7-01` }).traceId).toBeNull();
    expect(readAnnotations({ traceparent: "nonsense" }).traceId).toBeNull();
  });

  it.each([
    ["x-grepture-metadata", "{"],
    ["x-grepture-metadata", "[]"],
    ["x-grepture-metadata", '"text"'],
    ["x-grepture-metadata", '{"a":1}'],
    ["x-grepture-metadata", `{"a":"${"x".repeat(9_000)}"}`],
    ["x-grepture-seq", "-1"],
    ["x-grepture-seq", "1.5"],
    ["x-grepture-seq", "9999999999"],
    ["x-grepture-label", "x".repeat(257)],
    ["x-grepture-trace-id", "x".repeat(257)],
  ])("refuses %s: %s with a 400 that names the header", (name, value) => {
    try {
      readAnnotations({ [name]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
      expect(error).toMatchObject({ status: 400, code: "invalid_header" });
      expect(String(error)).toContain(name);
    }
  });

  it("takes any object of strings", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ maxLength: 20 }).filter((key) => key !== "__proto__"),
          fc.string({ maxLength: 50 }),
          { maxKeys: 10 },
        ),
        (metadata) => {
          const read = readAnnotations({ "x-grepture-metadata": JSON.stringify(metadata) });
          expect(read.metadata).toEqual(metadata);
        },
      ),
    );
  });
});
