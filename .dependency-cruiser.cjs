/**
 * Who may import whom. Imports go down only; see "Layout" in docs/architecture.md.
 * The rule names tiers of folders under app/, from the top: each may import itself and the tiers below.
 */
const TIERS = [
  ["admin", "demo"],
  ["routes", "components"],
  ["gateway"],
  ["auth", "billing"],
  ["upstream", "traces", "models"],
  ["rules", "detection", "redaction", "providers"],
  ["streaming", "lib", "db"],
];

const TEST = "\\.test\\.tsx?$";
const folder = (names) => `^app/(${names.join("|")})/`;

/** One rule a tier: it may not reach a tier above. */
const uphill = TIERS.slice(1).map((names, index) => ({
  name: `no-uphill-from-${names[0]}`,
  comment: "Imports go down only, so that a lower module can be read, tested and replaced alone.",
  severity: "error",
  from: { path: folder(names), pathNot: TEST },
  to: { path: folder(TIERS.slice(0, index + 1).flat()) },
}));

/** A package that exactly one folder may know. */
const only = (name, packagePattern, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: "^(app|server\\.ts|scripts)", pathNot: [...allowed, TEST] },
  to: { path: `node_modules/(${packagePattern})/` },
});

module.exports = {
  forbidden: [
    ...uphill,
    {
      name: "no-cycles",
      comment: "A cycle means that two modules are one, or that a seam is in the wrong place.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-imports-routes",
      comment: "Routes are the edge: HTTP in, HTTP out.",
      severity: "error",
      from: { pathNot: "^app/routes/" },
      to: { path: "^app/routes/" },
    },
    {
      name: "routes-know-only-the-gateway-door",
      comment: "A route reaches the gateway through its Request/Response adapter alone.",
      severity: "error",
      from: { path: "^app/routes/", pathNot: TEST },
      to: { path: "^app/gateway/", pathNot: "^app/gateway/gateway-route\\.ts$" },
    },
    {
      name: "components-are-pure",
      comment: "Components render data that they are given; server code would end in the browser.",
      severity: "error",
      from: { path: "^app/components/", pathNot: TEST },
      to: {
        path: "^app/(routes|gateway|auth|billing|upstream|traces|models|db|admin|demo)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "providers-do-not-know-each-other",
      comment:
        "Four codecs around one canonical model give all pairs; what they share moves up to providers/.",
      severity: "error",
      from: { path: "^app/providers/([^/]+)/", pathNot: TEST },
      // chat-completions is no provider: it is what OpenAI and Azure have in common.
      to: { path: "^app/providers/([^/]+)/", pathNot: "^app/providers/($1|chat-completions)/" },
    },
    {
      name: "prisma-in-the-data-layer",
      comment: "Tenancy is in the `where`: only these folders write one.",
      severity: "error",
      from: { path: "^(app|server\\.ts)", pathNot: ["^app/(db|models|traces|auth|billing)/", TEST] },
      to: { path: "^(app/db/generated|node_modules/@prisma)/", dependencyTypesNot: ["type-only"] },
    },
    only("re2-in-detection", "re2", ["^app/detection/"], "Untrusted patterns have one door."),
    only(
      "checks-in-detection",
      "(stdnum|ibantools|libphonenumber-js|@noble/hashes|@scure/base)",
      ["^app/detection/"],
      "What a number or an address is, is told in one place.",
    ),
    only("lucia-in-auth", "lucia", ["^app/auth/"], "Lucia is no longer maintained: one folder knows it."),
    only("undici-in-upstream", "undici", ["^app/upstream/"], "One place opens connections to providers."),
    {
      name: "app-never-imports-tests",
      comment: "Test code does not ship.",
      severity: "error",
      from: { path: "^(app|server\\.ts)", pathNot: TEST },
      to: { path: "^tests/" },
    },
    {
      name: "no-orphans",
      comment: "A module that nobody reaches is dead.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          "\\.d\\.ts$",
          "\\.config\\.(ts|js|cjs)$",
          "^\\.dependency-cruiser\\.cjs$",
          "^app/db/generated/",
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|\\.data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
