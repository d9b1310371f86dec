import type { EventLog } from './events';
import type { Tasks } from './tasks';
import type { Catalogues, RecordedRequest, Settings } from './types';
import type { Answer } from './answers';

/** What an endpoint can see and change. */
export interface World {
	settings: Settings;
	catalogues: Catalogues;
	tasks: Tasks;
	events: EventLog;
}

/** Answers one request. */
export type Handler = (request: RecordedRequest, world: World) => Answer;
