import { MEDIA, type MediaFile } from '../../../dev/simulator';
import {
	BINARY_DATA_MODES,
	downloadFiles,
	executeNode,
	finishedTask,
	messageOf,
	useBinaryDataMode,
	useSimulator,
} from '../support';

const sim = useSimulator({ taskTimings: 'manual' });
afterEach(() => {
	expect(sim.leaks).toEqual([]);
	expect(sim.requestsTo('CreateTask')).toHaveLength(0);
});

const MEGABYTE = 1024 * 1024;
const BIG: MediaFile = { body: { size: 3_000_001 } };
const downloads = () => sim.requestsTo('media').length;

/** Files that are refused by their headers or their first bytes. */
const REFUSED: Array<[what: string, file: MediaFile, message: RegExp]> = [
	[
		'an HTML page with HTTP 200',
		{ html: true },
		/gave a web page instead of the file it claims to be/,
	],
	[
		'an HTML page with HTTP 200 and a video’s content type',
		{ html: 'video/mp4' },
		/gave a web page.*video\/mp4/,
	],
	[
		'an XML error with HTTP 200',
		{
			body: Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
			type: 'application/xml',
		},
		/gave a web page/,
	],
	[
		'a JSON error with HTTP 200',
		{
			body: Buffer.from('{"code":404,"message":"expired, long gone and all that"}'),
			type: 'application/json',
		},
		/gave a web page/,
	],
	[
		'text with a video’s content type',
		{ body: Buffer.from('This is not the video you are looking for, move along.') },
		/something else/,
	],
	['an empty body', { body: Buffer.alloc(0) }, /something else/],
	[
		'an empty body without a Content-Length',
		{ body: Buffer.alloc(0), noLength: true },
		/something else/,
	],
	[
		'a body of a few bytes',
		{ body: Buffer.from('hello'), type: 'application/octet-stream' },
		/something else/,
	],
	[
		'a file whose Content-Length exceeds Max Size',
		{ lieAboutLength: 2 * MEGABYTE, body: MEDIA.mp4.bytes },
		/larger than 1 MB.*Max Size/,
	],
	[
		'a file without a Content-Length whose bytes exceed Max Size',
		{ ...BIG, noLength: true },
		/larger than 1 MB.*Max Size/,
	],
];

describe.each(BINARY_DATA_MODES)('Task > Download with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(REFUSED)('refuses %s without a retry', async (_what, file, message) => {
		const id = finishedTask(sim, file);

		const { error } = await executeNode({ sim, parameters: downloadFiles(id, { maxSizeMb: 1 }) });

		expect(messageOf(error)).toMatch(message);
		expect(messageOf(error)).toContain(id);
		expect(downloads()).toBe(1);
	});
});
