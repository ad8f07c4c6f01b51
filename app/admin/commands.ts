/** Every command, in the order in which the help lists them. */
import { type AdminCommand } from "./command";
import { apiKeyCreate } from "./commands/api-key";
import { organizationSet, organizationSetPlan } from "./commands/organization";
import { providerKeyAdd, providerKeyLink, providerKeyList } from "./commands/provider-key";
import { rulesExport, rulesImport } from "./commands/rules";
import { trafficList } from "./commands/traffic";
import { userCreate } from "./commands/user";

export const COMMANDS: readonly AdminCommand[] = [
  userCreate,
  organizationSetPlan,
  organizationSet,
  apiKeyCreate,
  providerKeyAdd,
  providerKeyList,
  providerKeyLink,
  rulesImport,
  rulesExport,
  trafficList,
];
