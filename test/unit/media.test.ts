/** Where the URLs of a task's files are, and in which forms. */
import { taskSchema, type Json, type JsonObject } from '../../nodes/Crun/crun/contract';
import { resultFiles } from '../../nodes/Crun/crun/resultFiles';

const A = 'https://x.example/a.mp4';
const B = 'http://x.example/b,1.png?c=1,2';
const C = 'https://x.example/c.mp3';

const taskWith = (more: JsonObject) =>
	taskSchema.parse({ task_id: 'a', status: 'success', ...more });
const urlsOf = (more: JsonObject) => resultFiles(taskWith(more)).map(({ url }) => url);
/** In as many lists. */
const within = (lists: number, value: Json): Json =>
	lists === 0 ? value : [within(lists - 1, value)];
/** As the JSON of the JSON … of a text. */
const asJson = (times: number, value: Json): Json =>
	times === 0 ? value : JSON.stringify(asJson(times - 1, value));

describe('media_urls', () => {
	it.each<[string, Json, string[]]>([
		['a list', [A, B], [A, B]],
		['a list of objects with a URL', [{ url: A, type: 'video' }, { url: ` ${B} ` }], [A, B]],
		['an object with a URL', { url: A, cover: B }, [A]],
		['an object with URLs in any fields', { video: A, images: [{ url: B }] }, [A, B]],
		['an object with an empty URL', { url: ' ', video: A }, [A]],
		['lists in a list', [[A], [[B]]], [A, B]],
		['one URL', A, [A]],
		['one URL with white space around it', ` ${A}\n`, [A]],
		['URLs separated by commas', `${A},${B}`, [A, B]],
		['URLs separated by a comma and a space', `${A}, ${B}`, [A, B]],
		['URLs on separate lines', `${A}\n${B}\r\n${C}`, [A, B, C]],
		['URLs with separators at their end', `${A}, ,\n${B},`, [A, B]],
		['URLs in upper case', `${A},HTTPS://X.EXAMPLE/B.PNG`, [A, 'HTTPS://X.EXAMPLE/B.PNG']],
		['a list as JSON', JSON.stringify([A, B]), [A, B]],
		['an object as JSON', JSON.stringify({ url: A }), [A]],
		['a text as JSON', JSON.stringify(A), [A]],
		['a list of texts with several URLs', [`${A},${B}`, C], [A, B, C]],
		['a list of lists as JSON', [JSON.stringify([A]), JSON.stringify([B])], [A, B]],
		['text that is no URL', ' see above ', ['see above']],
		['a list of paths', ['/a.mp4', ' '], ['/a.mp4']],
		['the same URL twice', [A, B, A], [A, B]],
		[
			'JSON of JSON, six times, of which the last stays as it is',
			asJson(6, A),
			[asJson(1, A) as string],
		],
		['JSON of JSON, five times', asJson(5, A), [A]],
	])('can be %s', (_, media_urls, urls) => {
		expect(urlsOf({ result: { media_urls } })).toEqual(urls);
	});

	it.each<Json>([null, 7, true, '', ' ', ',', '[]', '{}', [], [null, 7, {}, ''], {}, { url: 7 }])(
		'have no files where they are %j',
		(media_urls) => {
			expect(urlsOf({ result: { media_urls } })).toEqual([]);
		},
	);

	it('are not looked through beyond five lists', () => {
		expect(urlsOf({ result: { media_urls: within(5, A) } })).toEqual([A]);
		expect(urlsOf({ result: { media_urls: within(6, A) } })).toEqual([]);
	});
});

describe.each(['suno_data', 'media_info'])('%s', (field) => {
	it.each<[string, Json, string[]]>([
		['a list of objects with URLs in any fields', [{ audio: A, image: B, id: 'x' }], [A, B]],
		['a list of objects with a URL', [{ url: A, image: B }], [A]],
		['an object of lists', { data: [A, { url: C }] }, [A, C]],
		['JSON', JSON.stringify([{ audio: A }]), [A]],
		['a list of JSON', [JSON.stringify({ audio: ` ${A} ` })], [A]],
		['one URL', ` ${A}\n`, [A]],
	])('can be %s', (_, value, urls) => {
		expect(urlsOf({ result: { [field]: value } })).toEqual(urls);
	});

	it.each<Json>([
		null,
		7,
		'',
		'text',
		`see ${A}`,
		`${A} and more`,
		`${A},${B} and more`,
		{ id: 'x', title: `see ${A}`, seconds: 7 },
		[`x${A}`],
		[null, [], {}],
	])('has no files where it is %j', (value) => {
		expect(urlsOf({ result: { [field]: value } })).toEqual([]);
	});

	it('is not looked through beyond five levels', () => {
		expect(urlsOf({ result: { [field]: within(5, A) } })).toEqual([A]);
		expect(urlsOf({ result: { [field]: within(6, A) } })).toEqual([]);
		expect(urlsOf({ result: { [field]: asJson(6, A) } })).toEqual([]);
		expect(urlsOf({ result: { [field]: { a: { a: { a: { a: { a: A } } } } } } })).toEqual([A]);
		expect(urlsOf({ result: { [field]: { a: { a: { a: { a: { a: { a: A } } } } } } } })).toEqual(
			[],
		);
	});
});

describe('The files of a task', () => {
	it('are all that are listed, in the result first, each once and with its kind', () => {
		const task = taskWith({
			media_urls: [A, B],
			media_info: [{ url: 'https://x.example/d' }],
			result: { suno_data: [{ audio: C }], media_info: [{ url: A }], media_urls: [B] },
		});
		expect(resultFiles(task)).toEqual([
			{ url: B, kind: 'image' },
			{ url: C, kind: 'audio' },
			{ url: A, kind: 'video' },
			{ url: 'https://x.example/d', kind: 'unknown' },
		]);
	});

	it.each<[string, Json, string[]]>([
		['a list', [A, { url: B }], [A, B]],
		['one URL', A, [A]],
		['URLs', `${A}\n${B}`, [A, B]],
		['JSON of a list', JSON.stringify([A]), [A]],
		['JSON of an object', JSON.stringify({ media_urls: [A] }), [A]],
		['a text with a URL in it', `see ${A}`, []],
		['a URL with a text after it', `${A} is ready`, []],
		['a generated text', 'Once upon a time', []],
		['a number', 7, []],
	])('are found where the result is %s', (_, result, urls) => {
		expect(urlsOf({ result })).toEqual(urls);
	});

	it.each<[Json, string | null]>([
		['Once upon a time', 'Once upon a time'],
		[`${A} is ready`, `${A} is ready`],
		['{"a":1}', null],
		[A, null],
	])('leave the message of a result that is %j: %j', (result, message) => {
		expect(taskWith({ result }).result?.message ?? null).toBe(message);
	});
});
