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
		/^The URL of the result file did not return a media file\. .*a web page instead.*text\/html/,
	],
	[
		'an HTML page with HTTP 200 and a video’s content type',
		{ html: 'video/mp4' },
		/did not return a media file\. .*a web page instead.*video\/mp4/,
	],
	[
		'an XML error with HTTP 200',
		{
			body: Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
			type: 'application/xml',
		},
		/did not return a media file\. .*a web page instead/,
	],
	[
		'a JSON error with HTTP 200',
		{
			body: Buffer.from('{"code":404,"message":"expired, long gone and all that"}'),
			type: 'application/json',
		},
		/did not return a media file\. .*a web page instead/,
	],
	[
		'text with a video’s content type',
		{ body: Buffer.from('This is not the video you are looking for, move along.') },
		/did not return a media file\. .*unknown content/,
	],
	['an empty body', { body: Buffer.alloc(0) }, /did not return a media file\. .*unknown content/],
	[
		'an empty body without a Content-Length',
		{ body: Buffer.alloc(0), noLength: true },
		/did not return a media file\. .*unknown content/,
	],
	[
		'a body of a few bytes',
		{ body: Buffer.from('hello'), type: 'application/octet-stream' },
		/did not return a media file\. .*unknown content/,
	],
	[
		'a file whose Content-Length exceeds Max Size',
		{ lieAboutLength: 2 * MEGABYTE, body: MEDIA.mp4.bytes },
		/^The result file is too large\. .*larger than 1 MB.*Max Size/,
	],
	[
		'a file without a Content-Length whose bytes exceed Max Size',
		{ ...BIG, noLength: true },
		/^The result file is too large\. .*larger than 1 MB.*Max Size/,
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
