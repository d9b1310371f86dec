import type { EndpointName, RecordedRequest } from './types';

interface Where {
	/** `*` is every endpoint of every host. `storage-put` and `media` answer a `status` with a storage host's XML. */
	endpoint: EndpointName | '*';
	/** Strike this many requests, then vanish. Default: until removed. */
	times?: number;
	/** Strike only where this is true. */
	when?: (request: RecordedRequest) => boolean;
	/**
	 * Do the work first: CreateTask creates and charges, and only the answer is spoilt (the ledger entry is then
	 * `lost`). Default false, except for `cutJson`, `resetAfter` and `resetMidway`, which are always so.
	 */
	processed?: boolean;
}

/** What goes wrong. */
export type FaultKind =
	/** Slow: before the work, or (`processed`) between the work and the answer. Goes together with one other fault. */
	| { kind: 'latency'; ms: number }
	/** An error with its envelope; `code` and `message` default to the status and a plain text. */
	| { kind: 'status'; status: number; code?: number; message?: string; errors?: string[] }
	/** 429; `retryAfter` in seconds, or a date for the HTTP-date form; without it no header is sent. */
	| { kind: 'rateLimit'; retryAfter?: number | Date }
	/** 455. */
	| { kind: 'maintenance' }
	/** HTTP 200 around an error code. */
	| { kind: 'codeInOk'; code: number; message?: string; errors?: string[]; data?: unknown }
	/** A gateway's HTML page; status 502 by default. */
	| { kind: 'html'; status?: number }
	/** The real answer, cut off in the middle. */
	| { kind: 'cutJson' }
	/** No body; status 200 by default. */
	| { kind: 'empty'; status?: number }
	/** Code 200 with `data: null`. */
	| { kind: 'dataNull' }
	/** Anything: strings go out as they are, other values as JSON; status 200 by default. */
	| { kind: 'body'; body: unknown; status?: number; headers?: Record<string, string> }
	/** The connection is reset, nothing was done. */
	| { kind: 'resetBefore' }
	/** The work is done, then the connection is reset. */
	| { kind: 'resetAfter' }
	/**
	 * The work is done, and the connection is reset after the first half of the answer, or after so many bytes of it. On
	 * `storage-put` it is the upload that is broken off, and nothing is stored.
	 */
	| { kind: 'resetMidway'; afterBytes?: number }
	/** No answer ever comes; the client has to give up. */
	| { kind: 'hang' };

export type Fault = Where & FaultKind;
export type Latency = Extract<Fault, { kind: 'latency' }>;
/** A fault that decides the answer. */
export type Blow = Exclude<Fault, Latency>;

const isLatency = (fault: Fault): fault is Latency => fault.kind === 'latency';
const isBlow = (fault: Fault): fault is Blow => fault.kind !== 'latency';

/** Is the request worked on before the fault strikes? */
export const isProcessed = (fault: Fault): boolean =>
	['cutJson', 'resetAfter', 'resetMidway'].includes(fault.kind) || (fault.processed ?? false);

/** The faults that are switched on. */
export class Faults {
	private active: Array<{ fault: Fault; left: number }> = [];

	/** Switches a fault on. @returns a function that switches it off. */
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

	/** Every latency and the oldest other fault that strike this request; uses up one of their `times`. */
	take(request: RecordedRequest): { latencies: Latency[]; blow: Blow | undefined } {
		const matching = this.active.filter(
			({ fault, left }) =>
				left > 0 &&
				(fault.endpoint === '*' || fault.endpoint === request.endpoint) &&
				(fault.when?.(request) ?? true),
		);
		const blow = matching.find(({ fault }) => isBlow(fault));
		const struck = matching.filter((entry) => isLatency(entry.fault) || entry === blow);
		for (const entry of struck) entry.left -= 1;
		const faults = struck.map(({ fault }) => fault);
		return { latencies: faults.filter(isLatency), blow: faults.find(isBlow) };
	}
}
