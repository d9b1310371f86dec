import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { contentHash, openHashed } from '../../nodes/Crun/files/contentHash';

const content = Buffer.from('the content of a photo');
const expected = createHash('sha256').update(content).digest('base64url');
const fileOf = (body: () => Buffer | Readable, size = content.length) => ({
	field: 'data',
	name: 'photo.jpg',
	size,
	head: async () => await Promise.resolve(content),
	open: async () => await Promise.resolve(body()),
});

function endingAtOnce(): Readable {
	return new Readable({
		read() {
			this.push(content);
			this.push(null);
		},
	});
}

const bodies: Array<[string, () => Buffer | Readable]> = [
	['a stream of chunks', () => Readable.from([content.subarray(0, 5), content.subarray(5)])],
	['a stream that ends with its only chunk', endingAtOnce],
	['a buffer', () => content],
];

it.each(bodies)('the hash of a file is that of its content: %s', async (_, body) => {
	expect(await contentHash(fileOf(body))).toBe(expected);
});

it.each(bodies)('a file is hashed while it is read: %s', async (_, body) => {
	const reading = await openHashed(fileOf(body));
	const read = Buffer.isBuffer(reading.body) ? reading.body : await buffer(reading.body);
	expect(read).toEqual(content);
	expect(reading.hash()).toBe(expected);
});

it('a file that is shorter than n8n says is damaged', async () => {
	const reading = await openHashed(fileOf(() => Readable.from(content), content.length + 1));
	if (Buffer.isBuffer(reading.body)) throw new Error('not a stream');
	const failed = once(reading.body, 'error');
	reading.body.resume();
	expect(await failed).toMatchObject([{ message: 'The stored file is damaged' }]);
	expect(reading.hash()).toBeNull();
});
