/** One cell of the matrix: asked through the gateway, and looked at from all three sides. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type ReceivedRequest } from "tests/support/fake-provider/server";
import { SCENARIOS, type Scenario } from "tests/support/fake-provider/scenario";
import { type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { type RequestDetail } from "~/traces/queries";
import { ask, type Outcome, type Question } from "./caller";
import { CREDENTIAL_HEADERS, expectedAnswer, expectedTokens, type Vendor } from "./expectations";

export function newQuestion(words: string, streamed: boolean, scenario: Scenario = "text"): Question {
  const model = ["fake", scenario, words].filter((word) => word !== "").join(".");
  return { model, scenario, streamed, tag: `case-${randomUUID()}` };
}

/** Every scenario, buffered and streamed. */
export function everyQuestion(words: string): Question[] {
  return SCENARIOS.flatMap((scenario) =>
    [false, true].map((streamed) => newQuestion(words, streamed, scenario)),
  );
}

export interface Seen extends Outcome {
  question: Question;
  trace: RequestDetail;
  received: ReceivedRequest[];
}

export async function askGateway(
  world: GatewayWorld,
  vendor: Vendor,
  tenant: Tenant,
  question: Question,
): Promise<Seen> {
  const outcome = await ask(vendor.caller, { origin: world.server.origin, apiKey: tenant.apiKey }, question);
  const trace = await world.traceOf(tenant, question.tag);
  return { ...outcome, question, trace, received: world.provider.withText(question.tag) };
}

/** The right path with the right credential, the caller's own bytes, and nothing of ours. */
export function expectForwarded(vendor: Vendor, tenant: Tenant, { question, received, wire }: Seen): void {
  expect(received).toHaveLength(1);
  const { method, url, headers, body } = received[0]!;
  expect(method).toBe("POST");
  expect(url).toBe(vendor.path(question.model, question.streamed));
  const key = tenant.providerKeys[vendor.caller.protocol] ?? "no key is stored";
  const credentials = CREDENTIAL_HEADERS.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headers[name]]],
  );
  expect(credentials).toEqual([[vendor.credentialHeader, vendor.credential(key)]]);
  // The caller's SDK knows which version of the API it was written for.
  expect(headers["anthropic-version"]).toBe(wire.sentHeaders.get("anthropic-version") ?? undefined);
  expect(Object.keys(headers).filter((name) => name.startsWith("x-grepture-"))).toEqual([]);
  expect(url + JSON.stringify(headers)).not.toContain(tenant.apiKey);
  expect(body.toString()).toBe(wire.sentBody);
}

/** A complete answer as the vendor's own SDK would have read it from the vendor, and its counts on the trace. */
export function expectAnswered(vendor: Vendor, { question, heard, error, trace, wire }: Seen): void {
  const { protocol } = vendor.caller;
  expect(error).toBeNull();
  expect(heard).toMatchObject(expectedAnswer(vendor, question));
  expect(wire.headers?.get("x-request-id")).toBe(question.tag);
  expect(trace).toMatchObject({
    protocol,
    provider: protocol,
    outcome: "ok",
    status: 200,
    streaming: question.streamed,
    requestedModel: question.model,
    attemptCount: 1,
    errorCode: null,
    ...expectedTokens(protocol, question.scenario, question.streamed),
  });
  expect(trace.attempts).toMatchObject([{ provider: protocol, status: 200, errorClass: null }]);
}
