/** What a response says: its codes, its message, and the reasons it gives. */
import { mainCode, messageOf, readCodes } from '../../nodes/Crun/crun/codes';

const read = (status: number, body: unknown) =>
	readCodes({ status, body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('A response in Crun’s format', () => {
	it.each<[number, object, number[], number]>([
		[200, { code: 200 }, [], 200],
		[299, { code: 200 }, [], 200],
		[199, { code: 200 }, [199], 199],
		[300, { code: 200 }, [300], 300],
		[200, { code: 422 }, [422], 422],
		[500, { code: 422 }, [500, 422], 422],
		[429, { code: '429' }, [429, 429], 429],
	])('with HTTP %i and %j has the codes %j, of which %i counts', (status, body, codes, main) => {
		const reading = read(status, body);
		expect(reading.codes).toEqual(codes);
		expect(reading.foreign).toBeUndefined();
		expect(mainCode(reading)).toBe(main);
	});

	it.each<[object, string, string[]]>([
		[{ message: 'No' }, 'No', []],
		[{ message: 'No', errors: ['a', 'No', 'b'] }, 'No', ['a', 'b']],
		[{ errors: ['a', 'b'], detail: ['b', 'c'] }, 'a', ['b', 'c']],
		[{ message: null, msg: 'No', detail: 'a' }, 'No', ['a']],
		[{ message: '', msg: '' }, 'Crun gave no reason', []],
		[{ error: 'a' }, 'Crun gave no reason', []],
	])('with %j says %j and the errors %j', (words, message, errors) => {
		expect(read(422, { code: 422, ...words })).toMatchObject({ message, errors });
	});
});

describe('A response in another format', () => {
	it.each<[number, unknown, string, string[]]>([
		[502, '', 'HTTP 502 with an empty body', []],
		[502, ' \n', 'HTTP 502 with an empty body', []],
		[502, ' <p>', 'HTTP 502 with an HTML page instead of JSON', []],
		[502, ' {"a"', 'HTTP 502 with incomplete or unexpected JSON', []],
		[502, '[1]', 'HTTP 502 with a body that is not JSON', []],
		[502, 'a {', 'HTTP 502 with a body that is not JSON', []],
		[502, {}, 'HTTP 502 with incomplete or unexpected JSON', []],
		[
			403,
			{ detail: 'd', errors: ['e', 'd'], error: 'c', msg: 'b', message: 'a' },
			'HTTP 403 with incomplete or unexpected JSON',
			['a', 'c', 'e', 'd'],
		],
		[403, { msg: 'b', error: 'b' }, 'HTTP 403 with incomplete or unexpected JSON', ['b']],
		[403, { error: { code: 7 } }, 'HTTP 403 with incomplete or unexpected JSON', []],
		[200, { message: 'a' }, 'HTTP 200 with incomplete or unexpected JSON', []],
	])('with HTTP %i and %j says %j and the errors %j', (status, body, message, errors) => {
		expect(read(status, body)).toEqual({
			envelope: null,
			codes: status === 200 ? [] : [status],
			message,
			errors,
			foreign: true,
		});
	});
});

it.each([
	[{}, ''],
	[{ message: 'a', msg: 'b' }, 'a'],
	[{ message: '', msg: 'b' }, 'b'],
	[{ message: null, msg: null }, ''],
])('the words %j have the message %j', (words, message) => {
	expect(messageOf(words)).toBe(message);
});
