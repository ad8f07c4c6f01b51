-- DropIndex
DROP INDEX "vault_tokens_organization_id_trace_id_value_digest_idx";

-- AlterTable
ALTER TABLE "vault_tokens" DROP COLUMN "trace_id",
DROP COLUMN "value_digest";
