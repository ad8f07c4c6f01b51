/**
 * Stands between the server and PostgreSQL: keeps the statements that pass, and can cut the line.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface PostgresProxy {
  /** The database's URL through the proxy. */
  url: string;
  /** SQL text, or the name of a prepared statement that was executed again, in order. */
  statements: string[];
  /** Ends every connection and refuses new ones until it is called with true. */
  setOpen(open: boolean): void;
  close(): Promise<void>;
}

const PARSE = 0x50;
const BIND = 0x42;
const QUERY = 0x51;

function cString(bytes: Buffer, from: number): string {
  return bytes.toString("utf8", from, bytes.indexOf(0, from));
}

/** Reads the client's side of one connection; the start-up messages have no type byte. */
function statementReader(found: (statement: string) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const typeBytes = started ? 1 : 0;
      if (held.length < typeBytes + 4) return;
      const size = typeBytes + held.readUInt32BE(typeBytes);
      if (held.length < size) return;
      const message = held.subarray(0, size);
      held = held.subarray(size);
      if (!started) {
        // SSLRequest is answered by the server with one byte, and the real start-up message follows.
        started = message.readUInt32BE(4) !== 80_877_103;
        continue;
      }
      if (message[0] === QUERY) found(cString(message, 5));
      if (message[0] === PARSE) found(cString(message, 5 + cString(message, 5).length + 1));
      if (message[0] === BIND) {
        const name = cString(message, 5 + cString(message, 5).length + 1);
        if (name !== "") found(name);
      }
    }
  };
}

export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const statements: string[] = [];
  let isOpen = true;
  const server = createServer((client) => {
    if (!isOpen) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const read = statementReader((statement) => statements.push(statement));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", read);
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    statements,
    setOpen(open) {
      isOpen = open;
      if (!open) cut();
    },
    async close() {
      server.close();
      cut();
      await once(server, "close");
    },
  };
}
