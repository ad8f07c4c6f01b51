import { type LookupAddress } from "node:dns";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Cancellation } from "~/lib/cancellation";
import { checkedLookup, type Resolve } from "./checked-lookup";
import { UpstreamPools } from "./pools";
import { sendAttempt } from "./send-attempt";
import { TargetRefusedError, UpstreamError } from "./upstream-error";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const PUBLIC: LookupAddress = { address: "1.1.1.1", family: 4 };
const PUBLIC_V6: LookupAddress = { address: "2606:4700::1111", family: 6 };
const LOOPBACK: LookupAddress = { address: "127.0.0.1", family: 4 };
const METADATA: LookupAddress = { address: "169.254.169.254", family: 4 };
const LOOPBACK_V6: LookupAddress = { address: "::1", family: 6 };

/** Gives each answer once, the last one again and again. */
function resolver(...answers: (LookupAddress[] | NodeJS.ErrnoException)[]) {
  const asked: string[] = [];
  const resolve: Resolve = (hostname, options, callback) => {
    expect(options.all).toBe(true);
    const answer = answers[Math.min(asked.push(hostname), answers.length) - 1] ?? [];
    if (Array.isArray(answer)) callback(null, answer);
    else callback(answer, []);
  };
  return { resolve, asked };
}

const notFound = () => Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });

const look = (resolve: Resolve, all: boolean) =>
  new Promise((done, fail) => {
    checkedLookup(resolve)("llm.example", { all }, (error, ...found) => (error ? fail(error) : done(found)));
  });

describe("checkedLookup", () => {
  it("gives the connection the addresses that were checked, and no others", async () => {
    const { resolve, asked } = resolver([PUBLIC, PUBLIC_V6]);
    expect(await look(resolve, true)).toEqual([[PUBLIC, PUBLIC_V6]]);
    expect(await look(resolve, false)).toEqual(["1.1.1.1", 4]);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [[METADATA]],
    [[LOOPBACK]],
    [[LOOPBACK_V6]],
    [[PUBLIC, LOOPBACK]],
    [[LOOPBACK, PUBLIC]],
    [[PUBLIC_V6, { address: "::ffff:10.0.0.1", family: 6 }]],
    [[{ address: "fe80::1%eth0", family: 6 }]],
    [[{ address: "not an address", family: 4 }]],
  ])("refuses a host with a private address: %j", async (addresses) => {
    for (const all of [true, false]) {
      await expect(look(resolver(addresses).resolve, all)).rejects.toBeInstanceOf(TargetRefusedError);
    }
  });

  it("refuses a host that was public and is private the next time", async () => {
    const { resolve } = resolver([PUBLIC], [METADATA]);
    expect(await look(resolve, true)).toEqual([[PUBLIC]]);
    await expect(look(resolve, true)).rejects.toBeInstanceOf(TargetRefusedError);
  });

  it("passes a failed lookup on, and takes no address for one", async () => {
    await expect(look(resolver(notFound()).resolve, true)).rejects.toMatchObject({ code: "ENOTFOUND" });
    await expect(look(resolver([]).resolve, true)).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});

const timeouts = { connectMs: 1_000, firstByteMs: 20_000, idleMs: 20_000, totalMs: 20_000 };

async function server() {
  const waiting: ServerResponse[] = [];
  let connections = 0;
  const http = createServer((_, res) => waiting.push(res));
  http.on("connection", (socket) => {
    connections++;
    socket.on("close", () => connections--);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return { port: (http.address() as AddressInfo).port, waiting, connections: () => connections };
}

function poolsWith(resolve?: Resolve) {
  const pools = new UpstreamPools(timeouts, resolve);
  closers.push(() => pools.close());
  const ask = (url: string, publicOnly: boolean) =>
    sendAttempt(
      pools,
      { url: new URL(url), method: "GET", headers: {}, body: null, publicOnly },
      new Cancellation(),
    );
  return { pools, ask };
}

describe("UpstreamPools", () => {
  it("refuses a target that resolves to a private address, at every connection anew", async () => {
    const { port, connections } = await server();
    for (const addresses of [[LOOPBACK], [PUBLIC, LOOPBACK]]) {
      const { resolve, asked } = resolver(addresses);
      const { ask } = poolsWith(resolve);
      for (const scheme of ["http", "https"]) {
        const refused = ask(`${scheme}://metadata.google.internal:${port}/`, true);
        await expect(refused).rejects.toBeInstanceOf(TargetRefusedError);
        await expect(refused).rejects.toThrow(/metadata\.google\.internal.*ALLOWED_TARGET_HOSTS/);
        await expect(refused).rejects.not.toThrow(/127\.0\.0\.1/);
      }
      expect(asked).toHaveLength(2);
    }
    expect(connections()).toBe(0);
  });

  it("refuses localhost by the system's own resolver, and reaches it when the operator named it", async () => {
    const { port, waiting } = await server();
    const { ask } = poolsWith();
    await expect(ask(`http://localhost:${port}/`, true)).rejects.toBeInstanceOf(TargetRefusedError);
    const answer = ask(`http://localhost:${port}/`, false);
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.end("ok");
    expect(await answer).toMatchObject({ status: 200, body: Buffer.from("ok") });
    // A connection that was not checked is not lent to a caller's target.
    await expect(ask(`http://localhost:${port}/`, true)).rejects.toBeInstanceOf(TargetRefusedError);
  });

  it("tells a host without an address from a refused one", async () => {
    const { ask } = poolsWith(resolver(notFound()).resolve);
    const failed = ask("https://nowhere.example/", true);
    await expect(failed).rejects.toBeInstanceOf(UpstreamError);
    await expect(failed).rejects.toMatchObject({ failure: "unreachable" });
  });

  it("keeps 256 checked origins, lets those in flight finish, and forgets no trusted one", async () => {
    const { port, waiting, connections } = await server();
    const origin = `http://127.0.0.1:${port}`;
    const { pools, ask } = poolsWith();
    const trusted = pools.get("https://api.example");
    const answer = ask(`${origin}/`, true);
    await expect.poll(() => waiting.length).toBe(1);
    const first = pools.get(origin, true);
    const second = pools.get("https://0.example", true);
    for (let count = 1; count < 256; count++) {
      pools.get(`https://${count}.example`, true);
      expect(pools.get("https://0.example", true)).toBe(second);
    }
    expect(first.closed).toBe(true);
    expect(second.closed).toBe(false);
    expect(pools.get("https://0.example", true)).toBe(second);
    expect(pools.get(origin, true)).not.toBe(first);
    expect(pools.get("https://api.example")).toBe(trusted);
    waiting[0]?.end("late");
    expect(await answer).toMatchObject({ body: Buffer.from("late") });
    await expect.poll(connections).toBe(0);
  });

  it("ends evicted pools too when it closes", async () => {
    const { port, waiting, connections } = await server();
    const { pools, ask } = poolsWith();
    const answer = ask(`http://127.0.0.1:${port}/`, true);
    await expect.poll(() => waiting.length).toBe(1);
    for (let count = 0; count < 256; count++) pools.get(`https://${count}.example`, true);
    const failed = expect(answer).rejects.toBeInstanceOf(UpstreamError);
    await pools.close();
    await failed;
    await expect.poll(connections).toBe(0);
  });
});
