/** Reading the beginning of a stream. */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { peek, readHead } from '../../nodes/Crun/files/stream';

const bytes = (length: number, from = 0) =>
	Buffer.from(Array.from({ length }, (_, index) => (from + index) % 256));
/** A stream with chunks of the given size, as from a file or a socket. */
const streamOf = (content: Buffer, chunk: number) =>
	Readable.from(
		Array.from({ length: Math.ceil(content.length / chunk) }, (_, index) =>
			content.subarray(index * chunk, (index + 1) * chunk),
		),
		{ objectMode: false },
	);

describe('peek', () => {
	it.each([1, 3, 64])(
		'returns the first bytes of a stream with chunks of %i, which can still be read whole',
		async (chunk) => {
			const content = bytes(64);
			const stream = streamOf(content, chunk);
			const head = await peek(stream, 10);
			expect(head.length).toBeGreaterThanOrEqual(10);
			expect(content.subarray(0, head.length)).toEqual(head);
			expect(Buffer.concat(await stream.toArray())).toEqual(content);
		},
	);

	it('returns fewer bytes where the stream ends earlier', async () => {
		expect(await peek(streamOf(bytes(5), 2), 10)).toEqual(bytes(5));
	});

	it('throws what the stream fails with', async () => {
		const broken = new Readable({ read: () => broken.destroy(new Error('the line broke')) });
		await expect(peek(broken, 10)).rejects.toThrow('the line broke');
	});

	it('throws immediately when the stream is closed already', async () => {
		const closed = new Readable({ read: () => undefined });
		closed.destroy();
		await once(closed, 'close');
		await expect(peek(closed, 10)).rejects.toThrow('cut off');
	});
});

describe('readHead', () => {
	it('returns the first bytes and closes the stream', async () => {
		const stream = streamOf(bytes(64), 4);
		expect((await readHead(stream, 10)).subarray(0, 10)).toEqual(bytes(10));
		expect(stream.destroyed).toBe(true);
	});
});
