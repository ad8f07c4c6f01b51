/** What each role may do. Browser-safe: the server refuses by it, the dashboard hides by it. */

export type Role = "owner" | "admin" | "member" | "viewer";
export type Permission = "view" | "manage_rules" | "manage_keys" | "manage_organization";

const ALL: readonly Permission[] = ["view", "manage_rules", "manage_keys", "manage_organization"];

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  owner: ALL,
  admin: ALL,
  member: ["view", "manage_rules"],
  viewer: ["view"],
};

export function mayDo(role: Role, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}
