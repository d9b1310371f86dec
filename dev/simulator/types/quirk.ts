import type { EndpointName } from './request';

/**
 * A form in which the real Crun may answer, other than the documented one. The simulator has one only where a test asks
 * for it.
 */
export interface Quirk {
	endpoints: EndpointName[];
	/** Changes the envelope of an answer. Refusals have one too. */
	change: (envelope: Record<string, unknown>) => unknown;
}
