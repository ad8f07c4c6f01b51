/** Values that leave as tokens come back to the caller and to nobody else: in text, thoughts and tool arguments. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "~/db/database";
import { setPlan } from "~/models/organization";
import { setOrganizationSettings } from "~/models/organization-settings";
import { piecesOf } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { ServerProcess } from "tests/support/server-process";
import { VENDORS } from "../conformance/expectations";
import { askUnderRules, tenantUnder } from "./rule-case";

/** Everything that JSON has to escape, and what is more than one unit or byte. */
const AWKWARD = 'Zoë "Zo" \\ Ørsted\n\t👩‍👩‍👧 漢字';
const EMAIL = "zoe.oersted@mail.example.org";
const TOKEN = /(?:pii_|tok_)[a-z2-7]{32}/g;

let world: GatewayWorld;
let masking: Tenant;
let tokenizing: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  masking = await tenantUnder(world, [
    { actions: [{ type: "redact_pii", categories: ["email"], mode: "mask_and_restore" }] },
  ]);
  tokenizing = await tenantUnder(world, [
    {
      actions: [
        {
          type: "tokenize",
          fields: [
            "messages[*].content",
            "messages[*].content[*].text",
            "input",
            "contents[*].parts[*].text",
          ],
        },
      ],
    },
  ]);
});
afterAll(() => world.stop());

const tokenIn = (asked: string) => asked.match(TOKEN)?.at(-1) ?? "no token";

describe.concurrent.each(VENDORS)("$caller.name", (vendor) => {
  describe.each([false, true])("streamed: %s", (streamed) => {
    it("an address comes back in text and thoughts, wherever the stream is cut", async () => {
      for (const length of streamed ? [1, 3, 7, 200] : [200]) {
        const seen = await askUnderRules(world, {
          vendor,
          tenant: masking,
          streamed,
          text: `Write to ${EMAIL}, and to ${EMAIL} again.`,
          words: streamed && length === 3 ? "bytewise" : "",
          says: (asked) => ({
            textPieces: piecesOf(`To ${tokenIn(asked)}: done <${tokenIn(asked)}>.`, length),
            reasoning: { pieces: piecesOf(`They want ${tokenIn(asked)}.`, length), signature: "U2lnbmVk" },
          }),
        });
        const { heard, error, received, trace } = seen;
        expect(error).toBeNull();
        expect(heard?.text).toBe(`To ${EMAIL}: done <${EMAIL}>.`);
        if (vendor.thinksAloud) expect(heard?.reasoning).toBe(`They want ${EMAIL}.`);
        const sent = received[0]!.body.toString();
        expect(sent).not.toContain(EMAIL);
        // The same value has the same token.
        expect(new Set(sent.match(TOKEN)).size).toBe(1);
        expect(trace.outcome).toBe("ok");
        expect(`${trace.requestBody}${trace.responseBody}`).not.toContain(EMAIL);
        expect(trace.requestBody).toContain(tokenIn(sent));
        expect(trace.responseBody).toContain(tokenIn(sent));
      }
    });

    it("whatever has to be escaped comes back in text and in a tool's arguments", async () => {
      const asking = { vendor, tenant: tokenizing, streamed, text: AWKWARD };
      const { heard, received } = await askUnderRules(world, {
        ...asking,
        says: (asked) => ({ textPieces: piecesOf(`“${tokenIn(asked)}”`, 5) }),
      });
      expect(received[0]!.body.toString()).not.toContain("rsted");
      expect(heard?.text).toBe(`“${AWKWARD}”`);
      const called = await askUnderRules(world, {
        ...asking,
        says: (asked) => ({
          toolCalls: [
            { id: "call_1", name: "greet", args: { name: tokenIn(asked), note: `x ${tokenIn(asked)} "y"` } },
            { id: "call_2", name: "store", args: { list: [{ deep: tokenIn(asked) }] } },
          ],
        }),
      });
      expect(called.error).toBeNull();
      expect(called.heard?.toolCalls).toEqual([
        { name: "greet", args: { name: AWKWARD, note: `x ${AWKWARD} "y"` } },
        { name: "store", args: { list: [{ deep: AWKWARD }] } },
      ]);
      expect(called.trace.responseBody).not.toContain("rsted");
    });
  });
});

describe("the vault", () => {
  const vendor = VENDORS[0]!;

  it("keeps values encrypted, for as long as the rule says", async () => {
    const tenant = await tenantUnder(world, [
      {
        actions: [
          {
            type: "redact_pii",
            categories: ["email"],
            mode: "mask_and_restore",
            token_prefix: "mail_",
            ttl_seconds: 90,
          },
        ],
      },
    ]);
    const started = Date.now();
    await askUnderRules(world, { vendor, tenant, streamed: false, text: EMAIL, says: () => ({}) });
    const { organizationId } = tenant;
    const rows = () => prisma().vaultToken.findMany({ where: { organizationId } });
    await expect.poll(async () => (await rows()).length).toBe(1);
    const [row] = await rows();
    expect(row!.token).toMatch(/^mail_[a-z2-7]{32}$/);
    expect(JSON.stringify(row)).not.toContain("oersted");
    const lives = row!.expiresAt.getTime() - started;
    expect(lives).toBeGreaterThanOrEqual(90_000);
    expect(lives).toBeLessThan(90_000 + (Date.now() - started) + 1);
  });

  it("restores what an earlier request gave away, also for another process, until it expires", async () => {
    const first = await askUnderRules(world, {
      vendor,
      tenant: masking,
      streamed: false,
      text: EMAIL,
      says: (asked) => ({ textPieces: [tokenIn(asked)] }),
    });
    const token = tokenIn(first.received[0]!.body.toString());
    const repeat = (tenant: Tenant, place = world) =>
      askUnderRules(place, {
        vendor,
        tenant,
        streamed: true,
        text: `Earlier: ${token}`,
        says: () => ({ textPieces: piecesOf(`again ${token}`, 4) }),
      });
    expect((await repeat(masking)).heard?.text).toBe(`again ${EMAIL}`);
    // Another organization's token is text.
    expect((await repeat(tokenizing)).heard?.text).toBe(`again ${token}`);
    // Another process has nothing in memory.
    const { organizationId } = masking;
    await expect.poll(() => prisma().vaultToken.count({ where: { organizationId, token } })).toBe(1);
    const server = await ServerProcess.start(world.variables);
    const elsewhere = { ...world, server };
    expect((await repeat(masking, elsewhere)).heard?.text).toBe(`again ${EMAIL}`);
    await prisma().vaultToken.updateMany({
      where: { organizationId, token },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await repeat(masking, elsewhere)).heard?.text).toBe("again [TOKEN_EXPIRED]");
    await server.stop();
  });

  it("is in memory alone in zero-data mode", async () => {
    const tenant = await tenantUnder(world, [
      { actions: [{ type: "redact_pii", categories: ["email"], mode: "mask_and_restore" }] },
    ]);
    const { organizationId } = tenant;
    await setPlan(organizationId, "business");
    await setOrganizationSettings({ organizationId, zeroData: true });
    const { heard, trace } = await askUnderRules(world, {
      vendor,
      tenant,
      streamed: true,
      text: EMAIL,
      says: (asked) => ({ textPieces: piecesOf(tokenIn(asked), 6) }),
    });
    expect(heard?.text).toBe(EMAIL);
    expect(trace).toMatchObject({ outcome: "ok", requestBody: null, responseBody: null });
    expect(await prisma().vaultToken.count({ where: { organizationId } })).toBe(0);
  });
});
