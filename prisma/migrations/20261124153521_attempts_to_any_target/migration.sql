-- AlterTable
ALTER TABLE "attempts" ALTER COLUMN "provider" DROP NOT NULL;
