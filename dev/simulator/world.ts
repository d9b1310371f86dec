import type { Answer } from './answers';
import type { Assets } from './assets';
import type { EventLog } from './events';
import type { MediaFiles } from './files/mediaFiles';
import type { Uploads } from './files/uploads';
import type { SimulatedModel } from './models/model';
import type { Tasks } from './tasks';
import type { Catalogues, HostName, RecordedRequest, Settings } from './types';

/** The state that endpoints read and change. */
export interface World {
	settings: Settings;
	catalogues: Catalogues;
	tasks: Tasks;
	assets: Assets;
	events: EventLog;
	media: MediaFiles;
	uploads: Uploads;
	models: SimulatedModel[];
	/** The URL of each host. */
	hosts: Record<HostName, string>;
}

/** Answers one request. */
export type Handler = (request: RecordedRequest, world: World) => Answer;
