-- DropIndex
DROP INDEX "requests_organization_id_provider_key_id_started_at_idx";

-- DropIndex
DROP INDEX "attempts_organization_id_provider_key_id_request_started_at_idx";

-- CreateIndex
CREATE INDEX "requests_key_statistics_idx" ON "requests"("organization_id", "started_at", "provider_key_id", "outcome", "provider", "source");

-- CreateIndex
CREATE INDEX "attempts_key_statistics_idx" ON "attempts"("organization_id", "request_started_at", "provider_key_id", "status");

-- The smallest circle. Longer ones are refused by the model, under the organization's lock.
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_fallback_is_another_check" CHECK ("fallback_key_id" <> "id");

-- A trigger on columns fires when a statement names them, changed or not. The gateway writes status and deadline of
-- its keys in one statement: only a status that differs may renew every snapshot.
DROP TRIGGER "provider_keys_notify" ON "provider_keys";

CREATE TRIGGER "provider_keys_notify" AFTER INSERT OR DELETE
    ON "provider_keys" FOR EACH ROW EXECUTE FUNCTION "notify_organization_change"();

CREATE TRIGGER "provider_keys_update_notify" AFTER UPDATE ON "provider_keys" FOR EACH ROW
    WHEN (
        (OLD."organization_id", OLD."provider", OLD."ciphertext", OLD."is_primary", OLD."default_model", OLD."endpoint", OLD."api_version", OLD."fallback_key_id", OLD."status")
        IS DISTINCT FROM
        (NEW."organization_id", NEW."provider", NEW."ciphertext", NEW."is_primary", NEW."default_model", NEW."endpoint", NEW."api_version", NEW."fallback_key_id", NEW."status")
    ) EXECUTE FUNCTION "notify_organization_change"();
