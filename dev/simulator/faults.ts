import type { EndpointName, RecordedRequest } from './types';

interface Where {
	/** `*` stands for all endpoints of all hosts. A `status` on `storage-put` or `media` sends a storage host's XML. */
	endpoint: EndpointName | '*';
	/** Apply to this many requests. Default: until removed. */
	times?: number;
	/** Apply only to requests for which this returns true. */
	when?: (request: RecordedRequest) => boolean;
	/**
	 * Process the request first: CreateTask creates and charges, and only the answer is replaced (the ledger entry is
	 * then `lost`). Default false, except for `cutJson`, `resetAfter`, `resetMidway` and `trickle`, which always
	 * process it.
	 */
	processed?: boolean;
}

/** The kinds of faults. */
export type FaultKind =
	/** A delay before processing or, with `processed`, before the answer. Combines with one other fault. */
	| { kind: 'latency'; ms: number }
	/** An error in Crun's envelope; `code` defaults to the status, `message` to "Error <code>". */
	| { kind: 'status'; status: number; code?: number; message?: string; errors?: string[] }
	/** 429; `retryAfter` is in seconds, or a date for the HTTP-date form. Without it no header is sent. */
	| { kind: 'rateLimit'; retryAfter?: number | Date }
	/** 455. */
	| { kind: 'maintenance' }
	/** HTTP 200 with an error code in the envelope. */
	| { kind: 'codeInOk'; code: number; message?: string; errors?: string[]; data?: unknown }
	/** A gateway's HTML page; status 502 by default. */
	| { kind: 'html'; status?: number }
	/** The real answer, truncated. */
	| { kind: 'cutJson' }
	/** No body; status 200 by default. */
	| { kind: 'empty'; status?: number }
	/** Code 200 with `data: null`. */
	| { kind: 'dataNull' }
	/** Any body: strings are sent unchanged, other values as JSON; status 200 by default. */
	| { kind: 'body'; body: unknown; status?: number; headers?: Record<string, string> }
	/** The connection is reset before the request is processed. */
	| { kind: 'resetBefore' }
	/** The request is processed, then the connection is reset. */
	| { kind: 'resetAfter' }
	/**
	 * The request is processed, and the connection is reset after half of the answer, or after this many bytes of it.
	 * On `storage-put` the upload is interrupted instead, and nothing is stored.
	 */
	| { kind: 'resetMidway'; afterBytes?: number }
	/** No answer is ever sent; the client has to time out. */
	| { kind: 'hang' }
	/** The real answer, one byte at a time, with a pause of `ms` after each. */
	| { kind: 'trickle'; ms: number }
	/** Headers that never end, one byte at a time, with a pause of `ms` after each. */
	| { kind: 'trickleHeaders'; ms: number }
	/** A JSON body that never ends, as fast as the client reads it. */
	| { kind: 'endless' }
	/** On `storage-put`: the upload is read one byte at a time, with a pause of `ms` after each, and never answered. */
	| { kind: 'slowRead'; ms: number };

export type Fault = Where & FaultKind;
export type Latency = Extract<Fault, { kind: 'latency' }>;
/** A fault that replaces the answer. */
export type AnswerFault = Exclude<Fault, Latency>;

const isLatency = (fault: Fault): fault is Latency => fault.kind === 'latency';
const isAnswerFault = (fault: Fault): fault is AnswerFault => fault.kind !== 'latency';

/** True if the request is processed before the fault applies. */
export const isProcessed = (fault: Fault): boolean =>
	['cutJson', 'resetAfter', 'resetMidway', 'trickle'].includes(fault.kind) ||
	(fault.processed ?? false);

/** The active faults. */
export class Faults {
	private active: Array<{ fault: Fault; left: number }> = [];

	/** Activates a fault. @returns a function that removes it */
	add = (fault: Fault): (() => void) => {
		const entry = { fault, left: fault.times ?? Infinity };
		this.active.push(entry);
		return () => {
			this.active = this.active.filter((one) => one !== entry);
		};
	};

	clear = (): void => {
		this.active = [];
	};

	/** All latencies and the oldest other fault that apply to this request. Counts against their `times`. */
	take(request: RecordedRequest): { latencies: Latency[]; fault: AnswerFault | undefined } {
		const matching = this.active.filter(
			({ fault, left }) =>
				left > 0 &&
				(fault.endpoint === '*' || fault.endpoint === request.endpoint) &&
				(fault.when?.(request) ?? true),
		);
		const first = matching.find(({ fault }) => isAnswerFault(fault));
		const applied = matching.filter((entry) => isLatency(entry.fault) || entry === first);
		for (const entry of applied) entry.left -= 1;
		const faults = applied.map(({ fault }) => fault);
		return { latencies: faults.filter(isLatency), fault: faults.find(isAnswerFault) };
	}
}
