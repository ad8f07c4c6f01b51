import { describe, expect, it } from "vitest";
import { azureChatPath, azureCredential, azureUrl } from "./endpoint";

const CHAT = "/openai/deployments/d/chat/completions";
const OF_A = `https://a.openai.azure.com${CHAT}`;

describe("azureUrl", () => {
  it.each([
    "https://a.openai.azure.com",
    "https://a.openai.azure.com/",
    "https://a.openai.azure.com/openai",
    "https://a.openai.azure.com/openai/",
    "https://a.openai.azure.com/openai/v1/",
    "https://a.openai.azure.com/openai/deployments/other/chat/completions?api-version=2024-02-01",
  ])("finds the resource of %s", (endpoint) => {
    expect(azureUrl(endpoint, CHAT, "", null).href).toBe(`${OF_A}?api-version=2024-10-21`);
  });

  it("keeps the path of a gateway before the resource", () => {
    const url = azureUrl("https://gate.example.com/team/openai/", CHAT, "", "2025-01-01-preview");
    expect(url.href).toBe(`https://gate.example.com/team${CHAT}?api-version=2025-01-01-preview`);
  });

  it("leaves the caller's own version alone, and the key's for those who name none", () => {
    const of = (query: string) => azureUrl("https://a.openai.azure.com", CHAT, query, "v-key").href;
    expect(of("?api-version=mine&x=%20y")).toBe(`${OF_A}?api-version=mine&x=%20y`);
    expect(of("?x=1")).toBe(`${OF_A}?x=1&api-version=v-key`);
  });

  it("asks for no version where there is none", () => {
    const url = azureUrl("https://a.openai.azure.com", "/openai/v1/chat/completions", "", "v-key");
    expect(url.search).toBe("");
  });
});

it("azureChatPath keeps a strange name inside its segment", () => {
  expect(azureChatPath("gpt 4/o?")).toBe("/openai/deployments/gpt%204%2Fo%3F/chat/completions");
});

it("azureCredential tells keys from tokens", () => {
  expect(azureCredential("0123abcd")).toEqual({ "api-key": "0123abcd" });
  expect(azureCredential("eyJh.eyJp.c2ln")).toEqual({ authorization: "Bearer eyJh.eyJp.c2ln" });
});
