import { describe, expect, it } from "vitest";
import { mayDo, type Permission, type Role } from "./permissions";

const permissions: Permission[] = ["view", "manage_rules", "manage_keys", "manage_organization"];

describe("mayDo", () => {
  it.each<[Role, Permission[]]>([
    ["owner", permissions],
    ["admin", permissions],
    ["member", ["view", "manage_rules"]],
    ["viewer", ["view"]],
  ])("allows the %s exactly what the role has", (role, allowed) => {
    expect(permissions.filter((permission) => mayDo(role, permission))).toEqual(allowed);
  });
});
