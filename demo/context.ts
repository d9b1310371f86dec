import type { Simulator } from '../dev/simulator';
import type { N8nRest } from '../dev/n8n/rest';
import type { CredentialReference } from './nodes';

/** What every part of the demo uses. */
export interface DemoContext {
	readonly rest: N8nRest;
	readonly n8nUrl: string;
	readonly crun: Simulator;
	readonly credential: CredentialReference;
}
