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

/** Files that are refused at the first look. */
const REFUSED: Array<[string, MediaFile, RegExp]> = [
	['a page with 200', { html: true }, /gave a web page instead of the file it claims to be/],
	[
		'a page with 200 that calls itself a video',
		{ html: 'video/mp4' },
		/gave a web page.*video\/mp4/,
	],
	[
		'an XML error with 200',
		{
			body: Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
			type: 'application/xml',
		},
		/gave a web page/,
	],
	[
		'a JSON error with 200',
		{
			body: Buffer.from('{"code":404,"message":"expired, long gone and all that"}'),
			type: 'application/json',
		},
		/gave a web page/,
	],
	[
		'words that call themselves a video',
		{ body: Buffer.from('This is not the video you are looking for, move along.') },
		/something else/,
	],
	['nothing at all', { body: Buffer.alloc(0) }, /something else/],
	['nothing at all, without a length', { body: Buffer.alloc(0), noLength: true }, /something else/],
	[
		'a few bytes',
		{ body: Buffer.from('hello'), type: 'application/octet-stream' },
		/something else/,
	],
	[
		'too much by its header',
		{ lieAboutLength: 2 * MEGABYTE, body: MEDIA.mp4.bytes },
		/larger than 1 MB.*Max Size/,
	],
	['too much by counting', { ...BIG, noLength: true }, /larger than 1 MB.*Max Size/],
];

describe.each(BINARY_DATA_MODES)('with binary data in mode %s', (mode) => {
	beforeAll(async () => await useBinaryDataMode(mode));

	it.each(REFUSED)('%s is refused, at once', async (_name, file, words) => {
		const id = finishedTask(sim, file);
		const { error } = await executeNode({ sim, parameters: downloadFiles(id, { maxSizeMb: 1 }) });
		expect(messageOf(error)).toMatch(words);
		expect(messageOf(error)).toContain(id);
		expect(downloads()).toBe(1);
	});
});
