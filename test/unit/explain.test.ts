/** Failures in words: what happened, why, and what to do, in one line; never the key, never a signature. */
import type { Failure } from '../../nodes/Crun/crun/outcome';
import { explain, explainCreation, redact } from '../../nodes/Crun/crun/explain';
import { Problem } from '../../nodes/Crun/crun/problem';

const KEY = 'ak_0123456789abcdef0123456789abcdef';
const GONE = { retryAfterMs: null };

const refused = (code: number | null, message = 'No', errors: string[] = []): Failure => ({
	kind: 'refused',
	code,
	message,
	errors,
});
const transient = (code: number | null, message = 'Busy', errors: string[] = []): Failure => ({
	kind: 'transient',
	code,
	message,
	errors,
	...GONE,
});
const unknown = (code: number | null, message = 'Odd', errors: string[] = []): Failure => ({
	kind: 'unknown',
	code,
	message,
	errors,
	raw: null,
});

describe('a failure in words', () => {
	it.each<[Failure, string]>([
		[
			refused(401, 'Invalid API key'),
			'Crun refused to list templates: Invalid API key (401). What to do: check the API key and the region in the Crun API credential',
		],
		[
			refused(402),
			'Crun refused to list templates: No (402). What to do: top up the account at Crun, then run this again: nothing was created or charged',
		],
		[
			refused(403),
			'Crun refused to list templates: No (403). What to do: the key is disabled: enable it in Crun’s console or use another one',
		],
		[refused(404), 'Crun refused to list templates: No (404)'],
		[
			refused(422, 'Validation error', ['a: too long', 'b: missing']),
			'Crun refused to list templates: Validation error; a: too long; b: missing (422). What to do: correct the named fields',
		],
		[
			refused(505),
			'Crun refused to list templates: No (505). What to do: Crun has switched this feature off for now',
		],
		[
			refused(null, 'the connection was refused'),
			'Could not list templates, Crun cannot be reached: the connection was refused. Nothing was sent',
		],
		[
			transient(429),
			'Could not list templates, also after several tries: Busy (429). What to do: Crun limits how many requests a key may send: lower the concurrency or try again in a minute',
		],
		[
			transient(455),
			'Could not list templates, also after several tries: Busy (455). What to do: Crun is under maintenance: try again later',
		],
		[
			transient(502, 'HTTP 502 with an HTML page instead of JSON'),
			'Could not list templates, also after several tries: HTTP 502 with an HTML page instead of JSON (502)',
		],
		[
			transient(null, 'no answer came in time'),
			'Could not list templates, also after several tries: no answer came in time',
		],
		[
			unknown(200, 'data is missing'),
			'Could not list templates: Crun’s answer was not understood: data is missing',
		],
	])('of %j', (failure, message) => {
		expect(explain(failure, 'list templates', KEY).message).toBe(message);
	});

	it.each([
		[refused(422), 422],
		[refused(null), undefined],
		[unknown(200), 200],
	])('of %j keeps the code for n8n', (failure, code) => {
		const problem = explain(failure, 'list templates', KEY);
		expect(problem).toBeInstanceOf(Problem);
		expect(problem.details).toEqual({ kind: 'api', code });
		expect(explainCreation(failure, KEY).details).toEqual({ kind: 'api', code });
	});
});

describe('a failed creation in words', () => {
	it('says of an unclear outcome what it may have cost, and how to go on', () => {
		expect(explainCreation(unknown(500, 'Internal error', ['trace 7']), KEY).message).toBe(
			'It is not known whether Crun created the task: Internal error; trace 7 (500). It may exist and may have been charged, so it is not sent again. What to do: look into the task list in Crun’s console, and run this item anew only if it is not there',
		);
	});

	it('has no code to show where the network failed', () => {
		expect(explainCreation(unknown(null, 'the connection was cut off'), KEY).message).toContain(
			'created the task: the connection was cut off. It may exist',
		);
	});

	it.each([refused(402), transient(429), refused(null)])(
		'says the same as for any request when nothing was created: %j',
		(failure) => {
			expect(explainCreation(failure, KEY).message).toBe(
				explain(failure, 'create the task', KEY).message,
			);
		},
	);
});

describe('whatever Crun says, the words', () => {
	const SIGNATURE = 'PD8QKnDn501rc23344-J6J_mAorLpuIByhEUy5ASfW4';
	const LEAKY = [
		`key ${KEY} is wrong`,
		`${KEY}${KEY}`,
		`callback https://n8n.example/w?crun_ts=1&crun_sig=${SIGNATURE} failed`,
		`signature=${SIGNATURE}`,
	];
	const failures = LEAKY.flatMap((text) => [
		refused(422, text),
		refused(null, text),
		transient(429, 'x', [text]),
		unknown(500, text, [text, text]),
	]);

	it.each(failures)('hold neither key nor signature: %j', (failure) => {
		for (const { message } of [
			explain(failure, 'create the task', KEY),
			explainCreation(failure, KEY),
		]) {
			expect(message).not.toContain(KEY);
			expect(message).not.toContain(SIGNATURE);
			expect(message).toContain('***');
		}
	});

	it.each(['a\nb', 'a\r\nb', 'a\n\n\tb'])('are one line: %j', (text) => {
		for (const failure of [refused(422, text, [text]), transient(null, text), unknown(500, text)]) {
			expect(explain(failure, 'create the task', KEY).message).toContain('a b');
			expect(explain(failure, 'create the task', KEY).message).not.toMatch(/[\r\n\t]/);
			expect(explainCreation(failure, KEY).message).not.toMatch(/[\r\n\t]/);
		}
	});

	it('keep everything else of a text', () => {
		expect(redact('resolution: "4k" is not offered', KEY)).toBe('resolution: "4k" is not offered');
		expect(redact(`a ${KEY} b ${KEY}`, KEY)).toBe('a *** b ***');
	});
});
