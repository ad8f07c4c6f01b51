/**
 * The design tokens. Components name roles (`surface`, `ink-muted`), never colours; each role has one value per
 * theme. Text roles reach 4.5:1 on every surface that they are used on, `field` and `focus` reach 3:1.
 */
import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";

const light = {
  canvas: "#f7f7f8",
  surface: "#ffffff",
  sunken: "#f3f3f5",
  hover: "#ededf0",
  line: "#e4e4e8",
  "line-strong": "#cfcfd6",
  field: "#8b8b96",
  ink: "#17171a",
  "ink-muted": "#52525b",
  "ink-faint": "#666671",
  primary: "#17171a",
  "primary-hover": "#33333a",
  "primary-ink": "#ffffff",
  accent: "#4338ca",
  "accent-soft": "#eeefff",
  focus: "#4f46e5",
  positive: "#11703a",
  "positive-soft": "#e9f8ef",
  negative: "#b3191f",
  "negative-soft": "#fdeeee",
  danger: "#bf1d24",
  "danger-hover": "#9f161c",
  "danger-ink": "#ffffff",
  warning: "#8a4306",
  "warning-soft": "#fdf3de",
  mark: "#ffe9a8",
  "mark-ink": "#6b3a06",
  scrim: "rgb(20 20 24 / 0.35)",
};

const dark: typeof light = {
  canvas: "#0c0c0e",
  surface: "#141417",
  sunken: "#1a1a1e",
  hover: "#232328",
  line: "#27272c",
  "line-strong": "#3b3b43",
  field: "#6b6b77",
  ink: "#f3f3f5",
  "ink-muted": "#aaaab4",
  "ink-faint": "#90909c",
  primary: "#f3f3f5",
  "primary-hover": "#d8d8de",
  "primary-ink": "#141417",
  accent: "#aab0ff",
  "accent-soft": "#20203d",
  focus: "#8b93ff",
  positive: "#5fd08c",
  "positive-soft": "#10271a",
  negative: "#ff9c9c",
  "negative-soft": "#331518",
  danger: "#c9282f",
  "danger-hover": "#dd3a41",
  "danger-ink": "#ffffff",
  warning: "#f5c463",
  "warning-soft": "#2e2209",
  mark: "#4f3c08",
  "mark-ink": "#ffe29a",
  scrim: "rgb(0 0 0 / 0.6)",
};

const variables = (values: typeof light) =>
  Object.fromEntries(Object.entries(values).map(([role, value]) => [`--${role}`, value]));

const colors = Object.fromEntries(Object.keys(light).map((role) => [role, `var(--${role})`]));

export default {
  content: ["./app/**/*.{ts,tsx}"],
  theme: {
    colors: { ...colors, transparent: "transparent", current: "currentColor" },
    fontFamily: {
      sans: [
        "Inter",
        "-apple-system",
        "BlinkMacSystemFont",
        "Segoe UI",
        "Roboto",
        "Helvetica Neue",
        "Noto Sans",
        "Liberation Sans",
        "Arial",
        "sans-serif",
      ],
      mono: [
        "ui-monospace",
        "SFMono-Regular",
        "SF Mono",
        "Menlo",
        "Cascadia Mono",
        "Consolas",
        "Liberation Mono",
        "monospace",
      ],
    },
    borderRadius: { none: "0", sm: "5px", DEFAULT: "7px", md: "7px", lg: "10px", xl: "14px", full: "9999px" },
    boxShadow: {
      raised: "0 1px 2px rgb(0 0 0 / 0.05)",
      overlay: "0 12px 40px -8px rgb(0 0 0 / 0.25), 0 2px 8px rgb(0 0 0 / 0.08)",
      none: "none",
    },
    extend: {
      fontSize: {
        "2xs": ["0.6875rem", { lineHeight: "1rem" }],
        xs: ["0.75rem", { lineHeight: "1.125rem" }],
        sm: ["0.8125rem", { lineHeight: "1.25rem" }],
        base: ["0.875rem", { lineHeight: "1.375rem" }],
        lg: ["1rem", { lineHeight: "1.5rem" }],
        xl: ["1.25rem", { lineHeight: "1.75rem", letterSpacing: "-0.015em" }],
        "2xl": ["1.5rem", { lineHeight: "2rem", letterSpacing: "-0.02em" }],
      },
    },
  },
  plugins: [
    plugin((api) => {
      api.addBase({
        ":root": { ...variables(light), colorScheme: "light" },
        "@media (prefers-color-scheme: dark)": {
          ":root:not([data-theme='light'])": { ...variables(dark), colorScheme: "dark" },
        },
        ":root[data-theme='dark']": { ...variables(dark), colorScheme: "dark" },
      });
    }),
  ],
} satisfies Config;
