import { describe, expect, it } from "vitest";
import {
  apiKeySchema,
  editedProviderKeySchema,
  newProviderKeySchema,
  providerKeyChanges,
  providerKeyFields,
} from "./key-schemas";

const fieldsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map((issue) => issue.path[0]);

describe("newProviderKeySchema", () => {
  const openai = { provider: "openai", name: " Production ", key: " sk-proj-abc123\n" };

  it("takes a pasted key with its stray line break", () => {
    expect(newProviderKeySchema.parse({ ...openai, defaultModel: " gpt-4o " })).toEqual({
      provider: "openai",
      name: "Production",
      key: "sk-proj-abc123",
      defaultModel: "gpt-4o",
    });
  });

  const wrong = ["", "sk-1", "sk-proj-abc 123", "sk-proj-абв123", "grp_0123456789", "k".repeat(513)];
  const masked = ["…abcd", "sk-…abcd", "sk-proj-...abcd", "sk-proj-********abcd", "••••••••abcd"];
  it.each([...wrong, ...masked])("refuses %j without repeating it", (key) => {
    const result = newProviderKeySchema.safeParse({ ...openai, key });
    expect(fieldsOf(result)).toEqual(["key"]);
    if (key) expect(result.error?.issues[0]?.message).not.toContain(key);
  });

  it.each(masked)("knows %j for the mask of a key", (key) => {
    const { error } = newProviderKeySchema.safeParse({ ...openai, key });
    expect(error?.issues[0]?.message).toContain("masked");
  });

  it.each([
    "sk-proj-Ab_c-0123456789",
    "sk-ant-api03-Ab_c-0123",
    "AIzaSyA-0_123456789",
    "0123456789abcdef0123456789abcdef",
    "AQ.Ab8RN6-key.with.dots",
  ])("takes %s", (key) => {
    expect(newProviderKeySchema.safeParse({ ...openai, key }).success).toBe(true);
  });

  it("wants a provider that there is", () => {
    expect(fieldsOf(newProviderKeySchema.safeParse({ ...openai, provider: "mistral" }))).toEqual([
      "provider",
    ]);
    expect(fieldsOf(newProviderKeySchema.safeParse({ name: "x", key: "sk-something" }))).toEqual([
      "provider",
    ]);
  });

  it.each([
    undefined,
    "",
    "team.openai.azure.com",
    "http://team.openai.azure.com",
    "https://a:b@team.openai.azure.com",
    "https://team.openai.azure.com/?api-version=1",
    "https://team.openai.azure.com/#x",
    "https://team.openai.azure.com/openai/deployments/gpt-4o/chat/completions",
    "https://team.openai.azure.com/openai",
    `https://${"a".repeat(200)}.openai.azure.com`,
  ])("refuses the Azure endpoint %j", (endpoint) => {
    const result = newProviderKeySchema.safeParse({ ...openai, provider: "azure", endpoint });
    expect(new Set(fieldsOf(result))).toEqual(new Set(["endpoint"]));
  });

  it.each(["https://team.openai.azure.com", " https://gate.example.com/team/ "])(
    "takes the Azure endpoint %j",
    (endpoint) => {
      const azure = { ...openai, provider: "azure", endpoint };
      expect(newProviderKeySchema.safeParse(azure).success).toBe(true);
      expect(
        fieldsOf(newProviderKeySchema.safeParse({ ...azure, provider: "gemini", apiVersion: "1" })),
      ).toEqual(["endpoint", "apiVersion"]);
    },
  );

  it("names every problem at once", () => {
    const result = newProviderKeySchema.safeParse({ provider: "azure", name: "", apiVersion: "a\nb" });
    expect(fieldsOf(result)).toEqual(["name", "key", "endpoint", "apiVersion"]);
  });
});

describe("editedProviderKeySchema", () => {
  it("does without a key, and still refuses a masked one", () => {
    const fields = { provider: "openai", name: "Production" };
    expect(editedProviderKeySchema.parse(fields)).toEqual(fields);
    expect(fieldsOf(editedProviderKeySchema.safeParse({ ...fields, key: "sk-…abcd" }))).toEqual(["key"]);
    expect(fieldsOf(editedProviderKeySchema.safeParse({ ...fields, provider: "azure" }))).toEqual([
      "endpoint",
    ]);
  });
});

describe("what the model checks", () => {
  it("is the same, whole or in part", () => {
    expect(fieldsOf(providerKeyFields("azure").safeParse({ name: "x" }))).toEqual(["key", "endpoint"]);
    expect(providerKeyChanges("azure").safeParse({}).success).toBe(true);
    expect(fieldsOf(providerKeyChanges("azure").safeParse({ endpoint: "" }))).toEqual(["endpoint"]);
    expect(fieldsOf(providerKeyChanges("openai").safeParse({ endpoint: "https://x.example" }))).toEqual([
      "endpoint",
    ]);
  });
});

describe("apiKeySchema", () => {
  it("wants a name of 1 to 80 characters", () => {
    expect(apiKeySchema.safeParse({ name: "x".repeat(80) }).success).toBe(true);
    for (const name of [undefined, " ", "x".repeat(81)])
      expect(apiKeySchema.safeParse({ name }).success).toBe(false);
  });
});
