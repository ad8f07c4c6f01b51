import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "~": path.resolve(import.meta.dirname, "app"),
  tests: path.resolve(import.meta.dirname, "tests"),
};

export default defineConfig({
  resolve: { alias },
  test: {
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/fail-on-console.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "eval/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "gateway", include: ["tests/gateway/**/*.test.ts"], fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: "gateway-route",
          include: ["tests/gateway/conformance/**/*.test.ts"],
          exclude: ["**/fake-provider.test.ts"],
          env: { GATEWAY_DOOR: "route" },
          fileParallelism: false,
        },
      },
    ],
  },
});
