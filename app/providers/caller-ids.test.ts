import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerId, toolCallId } from "./caller-ids";

describe("the id of an answer", () => {
  it.each([
    ["chatcmpl-", "chatcmpl-9", "chatcmpl-made", "chatcmpl-9"],
    ["chatcmpl-", "msg_01", "chatcmpl-made", "chatcmpl-made"],
    ["chatcmpl-", "gen-123", "made", "chatcmpl-made"],
    ["msg_", "chatcmpl-9", "chatcmpl-ma.de", "msg_made"],
    ["msg_", null, "msg_01made", "msg_01made"],
    ["", "mAitaLmkHPPlz7IP", "made", "mAitaLmkHPPlz7IP"],
    ["", "msg_01", "chatcmpl-made", "made"],
  ])("with the prefix %j: %j, else %j, is %j", (prefix, upstream, made, expected) => {
    expect(answerId(prefix, upstream, made)).toBe(expected);
  });

  it("has the form whatever it was made of", () => {
    const prefix = fc.constantFrom("chatcmpl-", "msg_");
    fc.assert(
      fc.property(prefix, fc.option(fc.string()), fc.string(), (form, upstream, made) => {
        const id = answerId(form, upstream, made);
        expect(id.startsWith(form)).toBe(true);
        if (id !== upstream) expect(id).toMatch(/^[\w-]+$/);
      }),
    );
  });
});

describe("the id of a call", () => {
  it("changes its prefix and nothing else", () => {
    expect(toolCallId("call_", "toolu_01A")).toBe("call_01A");
    expect(toolCallId("toolu_", "call_abc")).toBe("toolu_abc");
    expect(toolCallId("call_", "call_abc")).toBe("call_abc");
    expect(toolCallId("call_", "lrf4r8dc")).toBe("lrf4r8dc");
    expect(toolCallId("call_", "toolu_")).toBe("toolu_");
    expect(toolCallId("call_", "")).toBe("");
  });
});
