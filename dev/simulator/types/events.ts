import type { RegisteredAsset } from './asset';
import type { RecordedRequest } from './request';
import type { DeliveredCallback, LedgerEntry, SimulatedTask } from './task';

/** The events and their payloads. */
export interface SimulatorEvents {
	/** A request arrived. */
	request: RecordedRequest;
	/** A request was answered, or its connection was closed. */
	ended: RecordedRequest;
	/** A task was created and its price reserved. */
	created: LedgerEntry;
	/** An asset was registered. */
	registered: RegisteredAsset;
	/** A task changed its status: a snapshot of the task. */
	status: SimulatedTask;
	/** A callback was answered or failed. */
	callback: DeliveredCallback;
}
