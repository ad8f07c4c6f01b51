import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Loaders and actions are HTTP in, HTTP out: guard, parse, one call, respond. */
const HANDLER_LINES = 40;

/** `max-lines-per-function` cannot be set per function name, hence this small rule for Remix handlers. */
const thinHandlers = {
  meta: { type: "suggestion", schema: [] },
  create(context) {
    const check = (node, name) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines > HANDLER_LINES) {
        context.report({
          node,
          message: `${name} has ${lines} lines; at most ${HANDLER_LINES}. Move work below the route.`,
        });
      }
    };
    return {
      FunctionDeclaration(node) {
        if (node.id && /^(loader|action)$/.test(node.id.name)) check(node, node.id.name);
      },
    };
  },
};

export default tseslint.config(
  { ignores: ["build", "app/db/generated", "node_modules", ".data", "test-results", "playwright-report"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.{ts,tsx}"] })),
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { grepture: { rules: { "thin-handlers": thinHandlers } }, "react-hooks": reactHooks },
    rules: {
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: false, skipComments: false }],
      complexity: ["error", 12],
      "no-console": "error",
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Upstream calls go through app/upstream (undici pools)." },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='RegExp']",
          message: "A pattern that is not a literal runs only through RE2 (app/detection).",
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "Only env.server.ts reads the environment.",
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Escape untrusted text instead.",
        },
      ],
      "grepture/thin-handlers": "error",
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A thrown Response is how Remix redirects and refuses.
      "@typescript-eslint/only-throw-error": ["error", { allow: ["Response", "TypedResponse"] }],
    },
  },
  {
    files: ["app/routes/**/*.tsx", "app/root.tsx"],
    rules: { "max-lines": ["error", { max: 300 }], "max-lines-per-function": ["error", { max: 120 }] },
  },
  {
    // Declarative markup reads best in one piece.
    files: ["app/components/**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 120 }] },
  },
  {
    files: ["app/env.server.ts", "playwright.config.ts", "prisma.config.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**/*.{ts,tsx}", "bench/**/*.ts"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      complexity: "off",
      "no-restricted-globals": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["app/admin/**/*.ts", "app/demo/**/*.ts", "scripts/**/*.ts", "bench/**/*.ts", "eval/**/*.ts"],
    rules: { "no-console": "off" },
  },
);
