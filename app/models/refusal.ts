/**
 * A change that is refused for a reason the person can act on. `message` is written for that person: forms show it
 * beside `field`, the admin command prints it with `code`. It never holds a secret.
 */
export class Refusal extends Error {
  override name = "Refusal";

  /**
   * @param code Stable, snake_case.
   * @param field The input that is to be changed; null when it is not about one.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}
