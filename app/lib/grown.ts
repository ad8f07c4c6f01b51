/** A copy that has room for so many integers, and for twice as many as before, so that growing stays cheap. */
export function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * array.length, length));
  larger.set(array);
  return larger;
}
