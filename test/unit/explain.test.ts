/** How a failed request is explained to the user: what happened, why, and what to do. */
import { explain, explainCreation } from '../../nodes/Crun/crun/explain';
import type { Failure } from '../../nodes/Crun/crun/outcome';
import { Problem, wholeText } from '../../nodes/Crun/crun/problem';

const refused = (code: number | null, message = 'No', errors: string[] = []): Failure => ({
	kind: 'refused',
	code,
	message,
	errors,
});
const transient = (
	code: number | null,
	message = 'Busy',
	retryAfterMs: number | null = null,
): Failure => ({ kind: 'transient', code, message, errors: [], retryAfterMs });
const unknown = (code: number | null, message = 'Odd', errors: string[] = []): Failure => ({
	kind: 'unknown',
	code,
	message,
	errors,
	raw: null,
});

describe('A headline that says the same as Crun', () => {
	const description = (outcome: Failure) => explain(outcome, 'list templates').description;

	it.each([
		[transient(455, 'The system is under maintenance'), 'Could not list templates (455).'],
		[transient(455, 'System under maintenance'), 'Could not list templates (455).'],
	])('is not repeated', (outcome, start) => {
		expect(description(outcome)?.startsWith(start)).toBe(true);
	});

	it.each([
		transient(455, 'The system is under maintenance until 10:00'),
		transient(429, 'Too many requests'),
		refused(403, 'API key is disabled'),
		transient(455, 'Under maintenance'),
		transient(455, 'Crun is under attack'),
		transient(455, 'Crun undermaintenance'),
		refused(403, 'is the'),
	])('is followed by what Crun adds: %j', (outcome) => {
		expect(description(outcome)).toContain(outcome.message);
	});
});

it('A headline that says the same as Crun is followed by the errors that Crun lists', () => {
	const outcome = { ...transient(455, 'System under maintenance'), errors: ['until 10:00'] };
	expect(explain(outcome, 'list templates').description).toBe(
		'Could not list templates. System under maintenance; until 10:00 (455). Try again later.',
	);
});

describe('explain', () => {
	it.each<[Failure, string, string]>([
		[
			refused(401, 'Invalid API key'),
			'Crun rejected the API key',
			'Could not list templates. Invalid API key (401). Check the API key in the Crun API credential.',
		],
		[
			refused(402),
			'The Crun account does not have enough credits',
			'Could not list templates. No (402). Nothing was created or charged. Top up the account at Crun, then run this again.',
		],
		[
			refused(403),
			'The Crun API key is disabled',
			'Could not list templates. No (403). Enable the key in the Crun console, or use another one.',
		],
		[refused(404), 'Crun refused to list templates', 'No (404).'],
		[
			refused(422, 'Validation error', ['a: too long', 'b: missing.']),
			'Crun refused to list templates',
			'Validation error; a: too long; b: missing (422). Correct the fields that Crun names.',
		],
		[
			refused(400, 'Version 1.5 has ended'),
			'Crun refused to list templates',
			'Version 1.5 has ended (400).',
		],
		[
			refused(505),
			'Crun has disabled this feature',
			'Could not list templates. No (505). Try again later.',
		],
		[
			refused(null, 'the connection was refused'),
			'Could not list templates',
			'Crun cannot be reached. The connection was refused. Nothing was sent.',
		],
		[
			transient(429),
			'Crun is receiving too many requests',
			'Could not list templates. Busy (429). Lower Concurrency in the options, or try again in a minute.',
		],
		[
			transient(455),
			'Crun is under maintenance',
			'Could not list templates. Busy (455). Try again later.',
		],
		[
			transient(502, 'HTTP 502 with an HTML page instead of JSON'),
			'Could not list templates',
			'HTTP 502 with an HTML page instead of JSON (502).',
		],
		[
			transient(null, 'no answer came in time'),
			'Could not list templates',
			'No answer came in time.',
		],
		[
			unknown(200, 'data is missing'),
			'Could not list templates',
			'Crun returned an unexpected response. Data is missing.',
		],
	])('explains %j', (failure, headline, description) => {
		const problem = explain(failure, 'list templates');
		expect(problem).toBeInstanceOf(Problem);
		expect([problem.message, problem.description]).toEqual([headline, description]);
	});

	it.each([
		[0, 'Busy (503).'],
		[400, 'Busy (503). Crun asks to wait 1 second.'],
		[1_000, 'Busy (503). Crun asks to wait 1 second.'],
		[299_001, 'Busy (503). Crun asks to wait 300 seconds.'],
	])('reports a pause of %i ms that Crun asks for', (retryAfterMs, description) => {
		const problem = explain(transient(503, 'Busy', retryAfterMs), 'list templates');
		expect(problem.description).toBe(description);
	});

	it.each([
		[refused(422), 422],
		[refused(null), undefined],
		[transient(429), 429],
		[unknown(200), 200],
	])('keeps the code of %j for n8n', (failure, code) => {
		expect(explain(failure, 'list templates').details).toEqual({ kind: 'api', code });
		expect(explainCreation(failure).details).toEqual({ kind: 'api', code });
	});
});

describe('explainCreation', () => {
	it('says that an unconfirmed task may have been charged, and how to continue', () => {
		const { message, description } = explainCreation(unknown(500, 'Internal error', ['trace 7']));
		expect([message, description]).toEqual([
			'Crun did not confirm whether the task was created',
			'Internal error; trace 7 (500). The task may exist and may have been charged, so the request is not sent again. Check the task list in the Crun console. If the task is there, continue with Task > Wait and its ID. Executing this step again creates and pays for a new task: do so only if it is not there.',
		]);
	});

	it('shows no code where the network failed', () => {
		const { description } = explainCreation(unknown(null, 'the connection was cut off'));
		expect(description).toMatch(/^The connection was cut off\. The task may exist/);
	});

	it.each([refused(402), transient(429), transient(455, 'Busy', 7_000), refused(null)])(
		'explains a request that created nothing as any other request: %j',
		(failure) => {
			expect(wholeText(explainCreation(failure))).toBe(
				wholeText(explain(failure, 'create the task')),
			);
			expect(explainCreation(failure).details).toEqual(explain(failure, 'create the task').details);
		},
	);
});

describe('an answer that is not Crun’s', () => {
	const NOT_CRUNS =
		'This answer is not in Crun’s format. It probably comes from something between n8n and Crun, such as a proxy, a firewall, or a gateway.';
	const page = 'HTTP 403 with an HTML page instead of JSON';

	it.each([401, 402, 403, 404, 422, 455, 505])(
		'is explained without advice about keys, credits, or fields (%i)',
		(code) => {
			const problem = explain({ ...refused(code, page), foreign: true }, 'list templates');
			expect([problem.message, problem.description]).toEqual([
				'Could not list templates',
				`${page} (${code}). ${NOT_CRUNS}`,
			]);
			expect(problem.details).toEqual({ kind: 'api', code, foreign: true });
		},
	);

	it('may ask for fewer requests', () => {
		const problem = explain({ ...transient(429, page, 7_000), foreign: true }, 'list templates');
		expect([problem.message, problem.description]).toEqual([
			'Crun is receiving too many requests',
			`Could not list templates. ${page} (429). Crun asks to wait 7 seconds. Lower Concurrency in the options, or try again in a minute. ${NOT_CRUNS}`,
		]);
	});

	it.each([200, 502])('is named where it persists (HTTP %i)', (code) => {
		const problem = explain({ ...transient(code, 'HTTP with a page'), foreign: true }, 'wait');
		expect(problem.description).toContain(NOT_CRUNS);
	});

	it('may also be the answer to a creation', () => {
		const { message, description } = explainCreation({ ...refused(401, page), foreign: true });
		expect([message, description]).toEqual([
			'Could not create the task',
			`${page} (401). ${NOT_CRUNS}`,
		]);
	});
});
