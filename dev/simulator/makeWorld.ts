import { Assets } from './assets';
import { CallbackSender } from './callbacks';
import { makeCatalogues } from './catalogues';
import { EventLog } from './events';
import { MediaFiles } from './files/mediaFiles';
import { Uploads } from './files/uploads';
import { Ledger } from './ledger';
import { extensionOf, makeModels } from './models';
import { initialSettings } from './settings';
import type { SimulatorOptions } from './simulator';
import { Tasks } from './tasks';
import { Timers } from './timers';
import type { SimulatedTask } from './types';
import type { World } from './world';

/** The simulator without its servers. */
export interface WorldParts {
	world: World;
	callbacks: CallbackSender;
	ledger: Ledger;
	timers: Timers;
	/** Returns everything to its initial state. */
	reset: () => void;
}

export function makeWorld(options: SimulatorOptions, hosts: World['hosts']): WorldParts {
	const settings = initialSettings(options);
	const mediaUrl = `${hosts.api}/media`;
	const catalogues = makeCatalogues(mediaUrl);
	const models = makeModels();
	const events = new EventLog();
	const timers = new Timers();
	const ledger = new Ledger(events.history.created);
	const callbacks = new CallbackSender(settings, events, timers);
	const uploads = new Uploads(hosts.storage, settings);
	const media = new MediaFiles(hosts.media, (taskId, urls) => tasks.showFiles(taskId, urls));
	const filesOf = ({ task_id, param }: SimulatedTask) =>
		media.urlsOf(task_id) ?? [
			`${hosts.api}/media/${task_id}.${extensionOf(models.find(({ model }) => model === param.model) ?? {})}`,
		];
	const tasks = new Tasks({ settings, events, ledger, timers, callbacks, filesOf });
	const assets = new Assets({ settings, events, timers });
	const reset = () => {
		for (const part of [timers, tasks, assets, media, uploads, events]) part.clear();
		Object.assign(settings, initialSettings(options));
		Object.assign(catalogues, makeCatalogues(mediaUrl));
		models.splice(0, models.length, ...makeModels());
	};
	return {
		world: { settings, catalogues, models, tasks, assets, events, media, uploads, hosts },
		callbacks,
		ledger,
		timers,
		reset,
	};
}
