import type { Simulator } from '../dev/simulator';
import type { N8nRest } from '../dev/n8n/rest';
import type { CredentialReference } from './nodes';

/** All that a part of the demo needs to play. */
export interface Stage {
	readonly rest: N8nRest;
	readonly n8nUrl: string;
	readonly crun: Simulator;
	readonly credential: CredentialReference;
}
