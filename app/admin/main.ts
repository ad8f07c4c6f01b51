/** `npm run admin`: the administrator's command, on the same database as the server, whether that runs or not. */
import { env } from "~/env.server";
import { readText } from "./read-text";
import { runAdmin } from "./run-admin";

const { exitCode, stdout, stderr } = await runAdmin({
  args: process.argv.slice(2),
  env,
  readText: (source) => readText(source, process.stdin),
  log: process.stderr,
});
process.stdout.write(stdout);
process.stderr.write(stderr);
// Not exit(): a pipe may still be taking the output.
process.exitCode = exitCode;
