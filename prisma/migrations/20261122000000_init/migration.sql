-- The first schema. Written from prisma/schema.prisma by `npm run db:migration`, then completed by hand where the
-- schema language ends: partitioned trace tables, checks, the primary key of a provider,
-- and the change notifications at the end.

-- CreateEnum
CREATE TYPE "plan" AS ENUM ('free', 'pro', 'business');

-- CreateEnum
CREATE TYPE "fallback_mode" AS ENUM ('error', 'passthrough');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'member', 'viewer');

-- CreateEnum
CREATE TYPE "provider" AS ENUM ('openai', 'anthropic', 'gemini', 'azure');

-- CreateEnum
CREATE TYPE "provider_key_status" AS ENUM ('healthy', 'rejected');

-- CreateEnum
CREATE TYPE "account_token_purpose" AS ENUM ('verify_email', 'reset_password');

-- CreateEnum
CREATE TYPE "request_outcome" AS ENUM ('ok', 'blocked', 'upstream_error', 'gateway_error', 'client_closed', 'truncated');

-- CreateEnum
CREATE TYPE "request_source" AS ENUM ('gateway', 'ingest');

-- CreateEnum
CREATE TYPE "rule_direction" AS ENUM ('input', 'output');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "users_email_check" CHECK ("email" = lower("email")),
    CONSTRAINT "users_failed_sign_ins_check" CHECK ("failed_sign_ins" >= 0)
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_tokens" (
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "account_token_purpose" NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_tokens_pkey" PRIMARY KEY ("token_hash"),
    CONSTRAINT "account_tokens_token_hash_check" CHECK (octet_length("token_hash") = 32)
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plan" "plan" NOT NULL DEFAULT 'free',
    "fallback_mode" "fallback_mode" NOT NULL DEFAULT 'error',
    "zero_data_since" TIMESTAMPTZ(3),
    "hash_key_ciphertext" TEXT NOT NULL,
    "stripe_customer_id" TEXT,
    "stripe_subscription_id" TEXT,
    "subscription_status" TEXT,
    "current_period_end" TIMESTAMPTZ(3),
    "first_request_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "organizations_slug_check" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);

-- CreateTable
CREATE TABLE "memberships" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "invitations_token_hash_check" CHECK (octet_length("token_hash") = 32),
    CONSTRAINT "invitations_email_check" CHECK ("email" = lower("email"))
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "api_keys_key_hash_check" CHECK (octet_length("key_hash") = 32),
    CONSTRAINT "api_keys_last_four_check" CHECK (char_length("last_four") = 4)
);

-- CreateTable
CREATE TABLE "provider_keys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "provider" "provider" NOT NULL,
    "name" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,
    "default_model" TEXT,
    "endpoint" TEXT,
    "api_version" TEXT,
    "fallback_key_id" UUID,
    "status" "provider_key_status" NOT NULL DEFAULT 'healthy',
    "status_changed_at" TIMESTAMPTZ(3),
    "cooling_until" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "provider_keys_fallback_key_id_check" CHECK ("fallback_key_id" <> "id")
);

-- CreateTable
CREATE TABLE "rules" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "rules_position_check" CHECK ("position" >= 0),
    CONSTRAINT "rules_version_check" CHECK ("version" >= 1)
);

-- CreateTable
CREATE TABLE "rule_versions" (
    "organization_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "definition" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_versions_pkey" PRIMARY KEY ("organization_id","rule_id","version"),
    CONSTRAINT "rule_versions_version_check" CHECK ("version" >= 1)
);

-- CreateTable
CREATE TABLE "requests" (
    "organization_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "source" "request_source" NOT NULL DEFAULT 'gateway',
    "request_id" TEXT NOT NULL,
    "trace_id" TEXT,
    "session_id" TEXT,
    "label" TEXT,
    "seq" INTEGER,
    "metadata" JSONB,
    "api_key_id" UUID,
    "method" TEXT NOT NULL,
    "url" TEXT,
    "protocol" "provider",
    "streaming" BOOLEAN NOT NULL DEFAULT false,
    "requested_model" TEXT,
    "provider" "provider",
    "provider_key_id" UUID,
    "served_model" TEXT,
    "status" INTEGER,
    "outcome" "request_outcome" NOT NULL,
    "error_code" TEXT,
    "error_message" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "total_tokens" INTEGER,
    "cached_input_tokens" INTEGER,
    "cache_write_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "cost" DECIMAL(18,10),
    "rule_hit_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "passed_through" BOOLEAN NOT NULL DEFAULT false,
    "zero_data" BOOLEAN NOT NULL DEFAULT false,
    "warnings" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "prompt_id" UUID,
    "prompt_version" INTEGER,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("organization_id","started_at","id")
) PARTITION BY RANGE ("started_at");

-- CreateTable
CREATE TABLE "attempts" (
    "organization_id" UUID NOT NULL,
    "request_started_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "provider" "provider" NOT NULL,
    "provider_key_id" UUID,
    "model" TEXT,
    "status" INTEGER,
    "error_class" TEXT,
    "error_message" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "translated" BOOLEAN NOT NULL DEFAULT false,
    "moved_on_because" TEXT,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("organization_id","request_started_at","request_id","position")
) PARTITION BY RANGE ("request_started_at");

-- CreateTable
CREATE TABLE "rule_hits" (
    "organization_id" UUID NOT NULL,
    "request_started_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "rule_id" UUID NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "rule_name" TEXT NOT NULL,
    "direction" "rule_direction" NOT NULL,
    "action" TEXT NOT NULL,
    "category" TEXT,
    "match_count" INTEGER NOT NULL DEFAULT 0,
    "severity" TEXT,
    "label" TEXT,
    "skipped_because" TEXT,
    "spans" JSONB,
    "duration_micros" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rule_hits_pkey" PRIMARY KEY ("organization_id","request_started_at","request_id","position")
) PARTITION BY RANGE ("request_started_at");

-- CreateTable
CREATE TABLE "request_bodies" (
    "organization_id" UUID NOT NULL,
    "request_started_at" TIMESTAMPTZ(3) NOT NULL,
    "request_id" UUID NOT NULL,
    "request_body" TEXT,
    "response_body" TEXT,
    "request_truncated" BOOLEAN NOT NULL DEFAULT false,
    "response_truncated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "request_bodies_pkey" PRIMARY KEY ("organization_id","request_started_at","request_id")
) PARTITION BY RANGE ("request_started_at");

-- CreateTable
CREATE TABLE "vault_tokens" (
    "organization_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "value_digest" BYTEA NOT NULL,
    "trace_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vault_tokens_pkey" PRIMARY KEY ("organization_id","token")
);

-- CreateTable
CREATE TABLE "ai_usage" (
    "organization_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ai_usage_pkey" PRIMARY KEY ("organization_id","month"),
    CONSTRAINT "ai_usage_month_check" CHECK (EXTRACT(DAY FROM "month") = 1),
    CONSTRAINT "ai_usage_used_check" CHECK ("used" >= 0)
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "actor_user_id" UUID,
    "action" TEXT NOT NULL,
    "target_type" TEXT,
    "target_id" TEXT,
    "details" JSONB,
    "ip_address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "organization_id" UUID,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompts" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "published_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "prompts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt_versions" (
    "organization_id" UUID NOT NULL,
    "prompt_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "messages" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_versions_pkey" PRIMARY KEY ("organization_id","prompt_id","version"),
    CONSTRAINT "prompt_versions_version_check" CHECK ("version" >= 0)
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "account_tokens_user_id_purpose_idx" ON "account_tokens"("user_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_stripe_customer_id_key" ON "organizations"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_stripe_subscription_id_key" ON "organizations"("stripe_subscription_id");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_created_at_idx" ON "invitations"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "invitations_email_idx" ON "invitations"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_created_at_idx" ON "api_keys"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "provider_keys_organization_id_provider_created_at_idx" ON "provider_keys"("organization_id", "provider", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "provider_keys_organization_id_id_key" ON "provider_keys"("organization_id", "id");

-- CreateIndex
CREATE INDEX "rules_organization_id_position_idx" ON "rules"("organization_id", "position");

-- CreateIndex
CREATE INDEX "requests_organization_id_trace_id_started_at_idx" ON "requests"("organization_id", "trace_id", "started_at");

-- CreateIndex
CREATE INDEX "requests_organization_id_request_id_idx" ON "requests"("organization_id", "request_id");

-- CreateIndex
CREATE INDEX "requests_organization_id_api_key_id_started_at_idx" ON "requests"("organization_id", "api_key_id", "started_at");

-- CreateIndex
CREATE INDEX "requests_organization_id_provider_key_id_started_at_idx" ON "requests"("organization_id", "provider_key_id", "started_at");

-- CreateIndex
CREATE INDEX "attempts_organization_id_provider_key_id_request_started_at_idx" ON "attempts"("organization_id", "provider_key_id", "request_started_at", "status");

-- CreateIndex
CREATE INDEX "rule_hits_organization_id_rule_id_request_started_at_idx" ON "rule_hits"("organization_id", "rule_id", "request_started_at");

-- CreateIndex
CREATE INDEX "vault_tokens_organization_id_trace_id_value_digest_idx" ON "vault_tokens"("organization_id", "trace_id", "value_digest");

-- CreateIndex
CREATE INDEX "vault_tokens_expires_at_idx" ON "vault_tokens"("expires_at");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_created_at_idx" ON "audit_events"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_events_actor_user_id_created_at_idx" ON "audit_events"("actor_user_id", "created_at");

-- CreateIndex
CREATE INDEX "stripe_events_organization_id_received_at_idx" ON "stripe_events"("organization_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "prompts_organization_id_slug_key" ON "prompts"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "prompts_organization_id_id_key" ON "prompts"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_organization_id_fallback_key_id_fkey" FOREIGN KEY ("organization_id", "fallback_key_id") REFERENCES "provider_keys"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rules" ADD CONSTRAINT "rules_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_versions" ADD CONSTRAINT "rule_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vault_tokens" ADD CONSTRAINT "vault_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_organization_id_prompt_id_fkey" FOREIGN KEY ("organization_id", "prompt_id") REFERENCES "prompts"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one primary key for each provider of an organization.
CREATE UNIQUE INDEX "provider_keys_primary_key" ON "provider_keys"("organization_id", "provider") WHERE "is_primary";

-- Tells every instance that what the gateway knows of an organization is out of date. The payload is the
-- organization's id; PostgreSQL sends equal payloads of one transaction once, after the commit.
CREATE FUNCTION "notify_organization_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        changed := OLD;
    ELSE
        changed := NEW;
    END IF;
    IF TG_TABLE_NAME = 'organizations' THEN
        PERFORM pg_notify('grepture_changes', changed.id::text);
    ELSE
        PERFORM pg_notify('grepture_changes', changed.organization_id::text);
    END IF;
    RETURN NULL;
END
$$;

-- Only the columns that the gateway reads: the ones it writes itself (last_used_at, cooling_until,
-- first_request_at) must not renew every snapshot with every request.
CREATE TRIGGER "organizations_notify" AFTER INSERT OR DELETE OR UPDATE OF "plan", "fallback_mode", "zero_data_since", "hash_key_ciphertext"
    ON "organizations" FOR EACH ROW EXECUTE FUNCTION "notify_organization_change"();

CREATE TRIGGER "api_keys_notify" AFTER INSERT OR DELETE OR UPDATE OF "organization_id", "key_hash", "expires_at", "revoked_at"
    ON "api_keys" FOR EACH ROW EXECUTE FUNCTION "notify_organization_change"();

CREATE TRIGGER "provider_keys_notify" AFTER INSERT OR DELETE OR UPDATE OF "organization_id", "provider", "ciphertext", "is_primary", "default_model", "endpoint", "api_version", "fallback_key_id", "status"
    ON "provider_keys" FOR EACH ROW EXECUTE FUNCTION "notify_organization_change"();

CREATE TRIGGER "rules_notify" AFTER INSERT OR DELETE OR UPDATE OF "organization_id", "position", "name", "enabled", "version", "definition"
    ON "rules" FOR EACH ROW EXECUTE FUNCTION "notify_organization_change"();
