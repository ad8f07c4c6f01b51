/**
 * Zstandard (RFC 8878) in bounded steps. `fzstd` decodes; what it is given is cut at the ends of blocks, so that a
 * step yields little, and its frame headers are read first, because it would allocate whatever window they ask for.
 */
import { Decompress } from "fzstd";

/** The limit for HTTP: RFC 9659, section 3. */
const MAX_WINDOW_BYTES = 8 * 1024 * 1024;
/** RFC 8878, section 3.1.1.2.4. */
const MAX_BLOCK_BYTES = 128 * 1024;
const BLOCK_HEADER_BYTES = 3;
const SKIPPABLE_HEADER_BYTES = 8;
/** Magic number and descriptor. */
const LEAST_FRAME_HEADER_BYTES = 5;
const CHECKSUM_BYTES = 4;
const RLE_BLOCK = 1;

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
}

function isSkippable(head: readonly number[]): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
}

/** Where the fields of a frame header lie; RFC 8878, section 3.1.1.1. */
function frameLayout(descriptor: number) {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const windowBytes = isSingleSegment ? 0 : 1;
  const contentSizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return {
    isSingleSegment,
    contentSizeBytes,
    dictionaryBytes,
    headerBytes: LEAST_FRAME_HEADER_BYTES + windowBytes + dictionaryBytes + contentSizeBytes,
  };
}

function windowBytes(head: readonly number[]): number {
  const { isSingleSegment, contentSizeBytes } = frameLayout(head[4] ?? 0);
  if (isSingleSegment) {
    return littleEndian(head.slice(-contentSizeBytes)) + (contentSizeBytes === 2 ? 256 : 0);
  }
  const descriptor = head[5] ?? 0;
  return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
}

export class ZstdDecoder {
  /** Bytes of the header that is being read: of a block inside a frame, else of a frame. */
  private head: number[] = [];
  private isInFrame = false;
  private checksumBytes = 0;
  /** Bytes up to the end of the block, checksum or skippable frame. */
  private rest = 0;
  private decoded: Uint8Array[] = [];
  private readonly inflater = new Decompress((piece) => {
    if (piece.length > 0) this.decoded.push(piece);
  });

  /**
   * Yields what the chunk completes, a few blocks (128 KiB each) at most in a step.
   * @throws {Error} when the data is damaged, asks for more memory than HTTP allows, or for a dictionary.
   */
  *decode(chunk: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < chunk.length;) {
      const to = this.endOfBlock(chunk, from);
      this.inflater.push(chunk.subarray(from, to));
      from = to;
      yield* this.take();
    }
  }

  /** @throws {Error} when the data ended too early. */
  *end(): Generator<Uint8Array> {
    if (this.rest > 0 || this.isInFrame || this.head.length > 0)
      throw new Error("unexpected end of zstd data");
    this.inflater.push(new Uint8Array(0), true);
    yield* this.take();
  }

  private take(): Uint8Array[] {
    const { decoded } = this;
    this.decoded = [];
    return decoded;
  }

  /** The position after the block in which the chunk stands at `from`; its length when the block goes on. */
  private endOfBlock(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      if (this.rest > 0) {
        const step = Math.min(this.rest, chunk.length - at);
        this.rest -= step;
        return at + step;
      }
      this.head.push(chunk[at++] ?? 0);
      if (this.head.length === this.headerBytes()) this.readHeader();
    }
    return at;
  }

  private headerBytes(): number {
    const { head } = this;
    if (this.isInFrame) return BLOCK_HEADER_BYTES;
    if (isSkippable(head)) return SKIPPABLE_HEADER_BYTES;
    const [, , , , descriptor] = head;
    return descriptor === undefined ? LEAST_FRAME_HEADER_BYTES : frameLayout(descriptor).headerBytes;
  }

  private readHeader(): void {
    const { head } = this;
    this.head = [];
    if (this.isInFrame) this.readBlockHeader(littleEndian(head));
    else if (isSkippable(head)) this.rest = littleEndian(head.slice(4));
    else this.readFrameHeader(head);
  }

  private readFrameHeader(head: readonly number[]): void {
    const descriptor = head[4] ?? 0;
    if (frameLayout(descriptor).dictionaryBytes > 0) throw new Error("zstd data that needs a dictionary");
    if (windowBytes(head) > MAX_WINDOW_BYTES) throw new Error("zstd window too large");
    this.checksumBytes = (descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES;
    this.isInFrame = true;
  }

  private readBlockHeader(header: number): void {
    const isLast = (header & 1) === 1;
    const size = header >>> 3;
    if (size > MAX_BLOCK_BYTES) throw new Error("zstd block too large");
    this.rest = ((header >>> 1) & 3) === RLE_BLOCK ? 1 : size;
    if (!isLast) return;
    this.isInFrame = false;
    this.rest += this.checksumBytes;
  }
}
