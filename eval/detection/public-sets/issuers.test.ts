import { expect, it } from "vitest";
import { asksForSecret, ISSUERS, isServedRule } from "./issuers";
import { CATALOGUE } from "~/detection/catalogue";
import { categoryInfo } from "~/rules/categories";

it("names patterns that there are", () => {
  const ids = CATALOGUE.filter(({ category }) => categoryInfo(category).group === "secrets").map(
    ({ id }) => id,
  );
  const stale = [...ISSUERS].filter(
    ([, prefix]) => !ids.some((id) => id === prefix || id.startsWith(`${prefix}_`)),
  );
  expect(stale).toEqual([]);
});

it("knows a rule by its first word", () => {
  expect(["github-pat", "kingfisher.github.1", "hashicorp-tf-api-token"].map(isServedRule)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["kraken-access-token", "kingfisher.audd.1", "squarespace-access-token"].map(isServedRule)).toEqual([
    false,
    false,
    false,
  ]);
});

it("tells rules for secrets from those for what is none", () => {
  expect(["github-pat", "kingfisher.shopify.1", "slack-webhook-url"].map(asksForSecret)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["asana-client-id", "kingfisher.shopify.2"].map(asksForSecret)).toEqual([false, false]);
});
