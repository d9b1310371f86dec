import type { Assets } from './assets';
import type { CallbackSender } from './callbacks';
import type { EventLog } from './events';
import type { Faults } from './faults';
import type { MediaFiles } from './files/mediaFiles';
import type { RedirectOptions } from './files/redirect';
import type { Upload } from './files/uploads';
import type { Ledger } from './ledger';
import type { SimulatedModel } from './models/model';
import type { Tasks } from './tasks';
import type {
	Catalogues,
	DeliveredCallback,
	RecordedRequest,
	RegisteredAsset,
	Settings,
} from './types';

export interface SimulatorOptions extends Partial<Omit<Settings, 'callbacks'>> {
	/** 0 (default): any free port. */
	port?: number;
	apiKey?: string;
	/**
	 * Gives the storage host and the media host a port of their own and these host names, which the client must resolve
	 * to 127.0.0.1. By default, everything has the origin of the API: the nodes use no other origin in a private network.
	 */
	fileHosts?: { storage: string; media: string };
	/** Default true: one callback, immediately, with the bare task object. */
	callbacks?: boolean | Settings['callbacks'];
}

/** A simulated Crun: a real HTTP server whose requests and state are open to the test. */
export interface Simulator {
	/** The base URL of the API, without a trailing slash. */
	readonly url: string;
	/** The host that files are uploaded to. */
	readonly storageUrl: string;
	/** The host of the files that tests define with `media.set` and of redirects. All other files are at `url`. */
	readonly mediaUrl: string;
	readonly apiKey: string;
	/** Every request, oldest first. */
	readonly requests: readonly RecordedRequest[];
	/** The requests that sent the key, or another credential, to a host that must not see it. */
	readonly leaks: readonly RecordedRequest[];
	/** The requests to one endpoint, for example to count CreateTask. */
	requestsTo(endpoint: RecordedRequest['endpoint']): RecordedRequest[];
	/** The highest number of simultaneous requests, to one endpoint or to all. */
	peakConcurrency(endpoint?: RecordedRequest['endpoint']): number;
	/** Every task created, and their total cost. */
	readonly ledger: Ledger;
	/** Every callback posted, oldest first. */
	readonly callbacks: readonly DeliveredCallback[];
	readonly faults: Faults;
	readonly tasks: Tasks;
	readonly assets: Assets;
	/** Every registration of an asset, oldest first. */
	readonly registered: readonly RegisteredAsset[];
	readonly settings: Settings;
	readonly catalogues: Catalogues;
	/** All models except the template ones; tests may change the list in place. */
	readonly models: SimulatedModel[];
	/** Every file that was uploaded completely. */
	readonly uploads: readonly Upload[];
	/** The files of results, with any defects a test wants. */
	readonly media: MediaFiles;
	/** A URL on the media host that redirects to another URL, or to itself if `to` is null. */
	redirectUrl(to: string | null, options?: RedirectOptions): string;
	on: EventLog['on'];
	waitFor: EventLog['waitFor'];
	/** Posts a body to any URL on this machine, as if it were a callback from Crun. */
	postCallback: CallbackSender['post'];
	/** Returns to the initial state at the same URL. Requests in progress are aborted. */
	reset(): void;
	stop(): Promise<void>;
}
