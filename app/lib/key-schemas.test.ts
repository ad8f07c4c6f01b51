import { describe, expect, it } from "vitest";
import { apiKeySchema, providerKeySchema } from "./key-schemas";

describe("providerKeySchema", () => {
  it("takes a pasted key with its stray line break", () => {
    expect(providerKeySchema.parse({ name: " Production ", key: " sk-proj-abc123\n" })).toEqual({
      name: "Production",
      key: "sk-proj-abc123",
    });
  });

  it.each(["", "sk-1", "sk-proj-abc 123", "sk-proj-абв123", "grp_0123456789", "k".repeat(513)])(
    "refuses %j without repeating it",
    (key) => {
      const result = providerKeySchema.safeParse({ name: "Production", key });
      expect(result.error?.issues[0]?.path).toEqual(["key"]);
      if (key) expect(result.error?.issues[0]?.message).not.toContain(key);
    },
  );
});

describe("apiKeySchema", () => {
  it("wants a name of 1 to 80 characters", () => {
    expect(apiKeySchema.safeParse({ name: "x".repeat(80) }).success).toBe(true);
    for (const name of [undefined, " ", "x".repeat(81)])
      expect(apiKeySchema.safeParse({ name }).success).toBe(false);
  });
});
