/** Properties of how what n8n's HTTP helpers return and throw is read. */
import fc from 'fast-check';
import { endpoints, type AnyEndpoint } from '../../../nodes/Crun/crun/contract';
import { parserOf, readFailure, readResponse } from '../../../nodes/Crun/transport/answer';
import { holds } from './support/holds';
import { anyJson, anyText } from './support/json';
import { check, quick } from './support/outcomes';

const code = fc.oneof(
	fc.constantFrom('ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'SELF_SIGNED_CERT'),
	anyText.map((text) => `E${text}`),
);

/** Errors as Node.js and HTTP libraries throw them: with codes, causes, and lists of errors. */
const { error } = fc.letrec<{ error: Error }>((tie) => ({
	error: fc
		.record({
			message: anyText,
			facts: fc.record(
				{
					code: fc.oneof(code, fc.integer()),
					syscall: fc.oneof(fc.constantFrom('connect', 'read'), anyText),
					name: anyText,
					cause: fc.oneof({ maxDepth: 1 }, anyText, tie('error')),
					errors: fc.oneof({ maxDepth: 1 }, anyText, fc.array(tie('error'), { maxLength: 2 })),
				},
				{ requiredKeys: [] },
			),
		})
		.map(({ message, facts }) => Object.assign(new Error(message), facts)),
}));

describe('A full response', () => {
	holds(
		'is read as status and text, whatever its body and headers are',
		fc.record({
			statusCode: fc.integer(),
			body: fc.oneof(anyText, anyJson, fc.constant(undefined)),
			headers: fc.oneof(anyJson, fc.record({ 'retry-after': anyJson }), fc.constant(undefined)),
		}),
		(response) => {
			const answer = quick(() => readResponse(response));
			if (answer.kind !== 'response') throw new Error(answer.kind);
			check(answer.status === response.statusCode, 'another status');
			check(typeof answer.body === 'string', 'the body is not text');
			check(['string', 'undefined'].includes(typeof answer.retryAfter), 'retry-after is not text');
		},
	);
});

describe('A failed request', () => {
	holds(
		'is read as a failure with text, whatever was thrown or caused it',
		fc.oneof(error, anyJson),
		(thrown) => {
			const { kind, opened, message } = quick(() => readFailure(thrown));
			check(kind === 'failure' && typeof opened === 'boolean', kind);
			check(typeof message === 'string', 'no text');
			const refused = Object.assign(new Error('x', { cause: thrown }), { code: 'ECONNREFUSED' });
			check(!readFailure(refused).opened, 'a refused connection counts as opened');
		},
	);
});

describe('The data of an answer', () => {
	const endpoint = fc.constantFrom<AnyEndpoint[]>(...Object.values(endpoints));

	holds(
		'matches the contract, or the field that does not is named in one line',
		fc.tuple(anyJson, endpoint),
		([data, one]) => {
			const parsed = quick(() => parserOf(one)(data));
			if ('data' in parsed) return;
			check(/^the field data(\.\w+)* is missing or is not/.test(parsed.problem), parsed.problem);
		},
	);
});
