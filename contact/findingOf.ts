import { envelopeSchema, parseJson, type AnyEndpoint } from '../nodes/Crun/crun/contract';
import type { Answer } from '../nodes/Crun/crun/outcome';
import { readDifferently } from './compare/readDifferently';
import { shapeOf } from './compare/shape';
import { unknownFields } from './compare/unknownFields';
import { pathOf, type Exchange } from './crun/call';
import { describeOutcome } from './crun/expectation';
import type { Finding } from './finding';
import type { Part, Probe } from './probe';
import type { Redact } from './redact';

/** Compares a response with what is expected of it, and with the schemas of the package. */
export function findingOf<E extends AnyEndpoint>(
	probe: Probe<E>,
	{ answer, outcome, putOff }: Exchange<E>,
	redact: Redact,
): Finding {
	const { section, name, endpoint, expect, examine, partsOf, warn } = probe;
	const body = answer.kind === 'response' ? parseJson(answer.body) : undefined;
	const isExpected = expect.holds(outcome);
	const parts = outcome.kind === 'ok' ? (partsOf?.(outcome.data) ?? []) : [];
	const parsed = outcome.kind === 'ok' ? [...partOfData(endpoint, outcome.raw), ...parts] : [];
	const delayed = putOff > 0 ? `; put off ${putOff} times before` : '';
	return {
		section,
		name,
		endpoint: `${endpoint.method} ${pathOf(probe)}`,
		expected: expect.text,
		seen: `${statusOf(answer, body)}; ${describeOutcome(outcome)}${delayed}`,
		differences: counted([
			warn?.(outcome) ?? null,
			isExpected ? null : `Expected: ${expect.text}. Seen: ${describeOutcome(outcome)}`,
			...envelopeDifferences(body),
			...parsed.flatMap(differencesOf),
			...(outcome.kind === 'ok' && isExpected ? (examine?.(outcome.data) ?? []) : []),
		]),
		unknownFields: [
			...new Set([
				...unknownFields(envelopeSchema, [body]),
				...parsed.flatMap(({ path, schema, values }) =>
					unknownFields(schema, values).map((field) => `${path}.${field}`),
				),
			]),
		],
		shape: body === undefined ? [] : shapeOf(body, redact),
	};
}

/** Each sentence once, with how often it applies. */
function counted(sentences: Array<string | null>): string[] {
	const times = new Map<string, number>();
	for (const one of sentences) if (one !== null) times.set(one, (times.get(one) ?? 0) + 1);
	return [...times].map(([one, count]) => (count > 1 ? `${one} (${count} times)` : one));
}

const partOfData = ({ data }: AnyEndpoint, value: unknown): Part[] => [
	{ path: 'data', schema: data, values: [value] },
];

function differencesOf({ path, schema, values }: Part): string[] {
	return values.flatMap((value) => {
		const parsed = schema.safeParse(value);
		if (!parsed.success) return [`${path} does not match the schema of the package`];
		return readDifferently(value, parsed.data).map((sentence) => `${path}: ${sentence}`);
	});
}

/** A list of errors in another form, for example, would be lost. */
function envelopeDifferences(body: unknown): string[] {
	const envelope = envelopeSchema.safeParse(body);
	return envelope.success ? readDifferently(body, envelope.data) : [];
}

/** `HTTP 200, code 401`, or that there was no answer. */
function statusOf(answer: Answer, body: unknown): string {
	if (answer.kind === 'failure') return 'no response';
	const envelope = envelopeSchema.safeParse(body);
	return `HTTP ${answer.status}, ${envelope.success ? `code ${envelope.data.code}` : 'no readable envelope'}`;
}
