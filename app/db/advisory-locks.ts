/**
 * Every advisory lock of the product, in one place so that none collides. They live in the database, so they hold
 * across processes and machines and vanish with the connection of a killed process.
 */
export const ADVISORY_LOCKS = {
  /** The number that Prisma's own `migrate` takes, so that the two exclude each other. */
  migrations: 72_707_369,
  partitions: 72_707_401,
  /** Embedded PostgreSQL: held shared by every process that uses it; who gets it alone may stop the server. */
  embeddedUsers: 72_707_402,
  /** Embedded PostgreSQL: held by the one server that may run on a DATA_DIR. */
  embeddedServer: 72_707_403,
} as const;
