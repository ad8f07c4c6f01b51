/**
 * The SDKs that applications use, pointed somewhere by their base URL alone. None of them repeats a request by itself
 * or writes to the console: a test sees each answer once, and as an error when it is one.
 */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI, { AzureOpenAI } from "openai";

/** Where an SDK is sent, and what it takes for its vendor's key. */
export interface Door {
  /** The gateway, or the fake provider itself. */
  origin: string;
  apiKey: string;
  fetch?: typeof globalThis.fetch;
}

export const AZURE_API_VERSION = "2024-10-21";

const quiet = ({ apiKey, fetch = globalThis.fetch }: Door) =>
  ({ apiKey, fetch, maxRetries: 0, logLevel: "off" }) as const;

export const sdkClients = {
  openai: (door: Door) => new OpenAI({ ...quiet(door), baseURL: `${door.origin}/v1` }),
  azure: (door: Door) =>
    new AzureOpenAI({ ...quiet(door), endpoint: door.origin, apiVersion: AZURE_API_VERSION }),
  anthropic: (door: Door) => new Anthropic({ ...quiet(door), authToken: null, baseURL: door.origin }),
  gemini: ({ origin, apiKey, fetch = globalThis.fetch }: Door) =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl: origin, fetch } }),
  vercelOpenai: ({ origin, apiKey, fetch = globalThis.fetch }: Door) =>
    createOpenAI({ apiKey, fetch, baseURL: `${origin}/v1` }),
  vercelAnthropic: ({ origin, apiKey, fetch = globalThis.fetch }: Door) =>
    createAnthropic({ apiKey, fetch, baseURL: `${origin}/v1` }),
};
