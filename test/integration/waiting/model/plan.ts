import fc from 'fast-check';
import type { FaultKind } from '../../../../dev/simulator';

/** What the answer to one request to create a task means for whoever receives it. */
export type Result =
	| 'created'
	/** Nothing was created, and Crun says so. */
	| 'refused'
	/** The same, and the node sends the request again by itself. */
	| 'later'
	/** A task may have been created. */
	| 'unknown';

interface CreationFault {
	fault?: FaultKind & { processed?: boolean };
	result: Result;
	/** All further requests for the same item get the same answer. */
	lasting?: boolean;
}

/** What Crun, or the network, does to a request to create a task. */
export const CREATION_FAULTS = {
	ok: { result: 'created' },
	'answer lost': { fault: { kind: 'resetAfter' }, result: 'unknown' },
	'answer garbled': { fault: { kind: 'cutJson' }, result: 'unknown' },
	'502 but created': { fault: { kind: 'html', processed: true }, result: 'unknown' },
	'502, not created': { fault: { kind: 'html' }, result: 'unknown' },
	'connection closed, not created': { fault: { kind: 'resetBefore' }, result: 'unknown' },
	'402': { fault: { kind: 'status', status: 402 }, result: 'refused' },
	'422': { fault: { kind: 'codeInOk', code: 422 }, result: 'refused' },
	'429 once': { fault: { kind: 'rateLimit', retryAfter: 0 }, result: 'later' },
	'429 always': { fault: { kind: 'rateLimit', retryAfter: 0 }, result: 'later', lasting: true },
} as const satisfies Record<string, CreationFault>;
export type FaultName = keyof typeof CREATION_FAULTS;
export const FAULT_NAMES: FaultName[] = Object.keys(CREATION_FAULTS).filter(
	(name): name is FaultName => name in CREATION_FAULTS,
);
export const creationFault = (name: FaultName): CreationFault => CREATION_FAULTS[name];

/** The end of an attempt in its middle. */
export interface End {
	/** `death`: the process of n8n is gone. `stop`: the execution is stopped, and n8n saves it. */
	kind: 'death' | 'stop';
	/** `lookup`: before anything is created. The others: at the first or second request to create a task. */
	at: 'lookup' | 'request' | 'created' | 'answered';
	count: 1 | 2;
	/** Whether n8n's event log is left, from which n8n recovers the execution. */
	log: boolean;
}

/** What happens during one attempt. */
export interface Plan {
	/** For the first requests to create a task, in the order in which they arrive. */
	faults: FaultName[];
	end: End | null;
}

const faultName: fc.Arbitrary<FaultName> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<FaultName>('ok') },
	{ weight: 6, arbitrary: fc.constantFrom(...FAULT_NAMES) },
);
const end: fc.Arbitrary<End> = fc.record({
	kind: fc.constantFrom('death', 'death', 'death', 'stop'),
	at: fc.constantFrom('lookup', 'request', 'created', 'answered'),
	count: fc.constantFrom(1, 2),
	log: fc.boolean(),
});

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
	faults: fc.array(faultName, { maxLength: 3 }),
	end: fc.option(end, { freq: 3 }),
});

export const planText = ({ faults, end: ends }: Plan): string => {
	const answers = faults.length > 0 ? `Crun: ${faults.join(', ')}` : 'Crun: ok';
	if (!ends) return answers;
	const { kind, at, count, log } = ends;
	const moment = at === 'lookup' ? 'the look-up of the template' : `${at} ${count}`;
	const what = kind === 'stop' ? 'stopped' : `n8n dies, ${log ? 'log left' : 'no log'},`;
	return `${answers}; ${what} at ${moment}`;
};
