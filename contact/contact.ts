import type { AnyEndpoint } from '../nodes/Crun/crun/contract';
import type { Outcome } from '../nodes/Crun/crun/outcome';
import { call, type Caller, type Exchange } from './crun/call';
import type { Finding } from './finding';
import { findingOf } from './findingOf';
import type { Probe } from './probe';
import type { Redact } from './redact';

/** Calls one host of Crun, and collects what is found. */
export class Contact {
	readonly findings: Finding[] = [];

	/** @param report is called with each finding at once */
	constructor(
		readonly caller: Caller,
		readonly redact: Redact,
		private readonly report: (finding: Finding) => void,
	) {}

	/** Makes a call and compares the response with what is expected. */
	async check<E extends AnyEndpoint>(probe: Probe<E>): Promise<Exchange<E>> {
		const exchange = await call(this.caller, probe);
		this.record(probe, exchange);
		return exchange;
	}

	/** Compares a response with what is expected. */
	record<E extends AnyEndpoint>(probe: Probe<E>, exchange: Exchange<E>): void {
		this.add(findingOf(probe, exchange, this.redact));
	}

	/** Adds what does not come from a call of the API. */
	add(finding: Finding): void {
		const clean = (texts: string[]) => texts.map(this.redact);
		const redacted: Finding = {
			...finding,
			endpoint: this.redact(finding.endpoint),
			seen: this.redact(finding.seen),
			differences: clean(finding.differences),
			unknownFields: clean(finding.unknownFields),
		};
		this.findings.push(redacted);
		this.report(redacted);
	}

	/** Adds a call that could not be made, because an earlier response does not hold what it needs. */
	addUnchecked({ section, name }: Pick<Finding, 'section' | 'name'>, reason: string): void {
		this.add({
			section,
			name,
			endpoint: 'not called',
			expected: 'a call',
			seen: 'none',
			differences: [`Could not be checked: ${reason}`],
			unknownFields: [],
			shape: [],
		});
	}
}

/** The data of a successful response, or undefined. */
export const dataOf = <T>(outcome: Outcome<T>): T | undefined =>
	outcome.kind === 'ok' ? outcome.data : undefined;
