import type { CallbackSender } from './callbacks';
import type { EventLog } from './events';
import type { Faults } from './faults';
import type { MediaFiles } from './files/mediaFiles';
import type { RedirectOptions } from './files/redirect';
import type { Upload } from './files/uploads';
import type { Ledger } from './ledger';
import type { SimulatedModel } from './models/model';
import type { Tasks } from './tasks';
import type { Catalogues, DeliveredCallback, RecordedRequest, Settings } from './types';

export interface SimulatorOptions extends Partial<Omit<Settings, 'callbacks'>> {
	/** 0 (default): any free port. */
	port?: number;
	apiKey?: string;
	/** Default true: once, at once, the bare task object. */
	callbacks?: boolean | Settings['callbacks'];
}

/** A Crun to run against: real HTTP, with everything it saw and did open to the test. */
export interface Simulator {
	/** The base URL, without a slash at the end. */
	readonly url: string;
	/** Another address: where files are uploaded to. */
	readonly storageUrl: string;
	/** A third address: where the files of results are. Files that no test arranged are at `url`. */
	readonly mediaUrl: string;
	readonly apiKey: string;
	/** Every request, oldest first. */
	readonly requests: readonly RecordedRequest[];
	/** The requests that carried the key, or another credential, to a place that must not see it. */
	readonly leaks: readonly RecordedRequest[];
	/** The requests to one endpoint, e.g. to count CreateTask. */
	requestsTo(endpoint: RecordedRequest['endpoint']): RecordedRequest[];
	/** The most requests in flight at once, of one endpoint or of all. */
	peakConcurrency(endpoint?: RecordedRequest['endpoint']): number;
	/** Every task created, and what all of them cost. */
	readonly ledger: Ledger;
	/** Every callback posted. */
	readonly callbacks: readonly DeliveredCallback[];
	readonly faults: Faults;
	readonly tasks: Tasks;
	readonly settings: Settings;
	readonly catalogues: Catalogues;
	/** Every model that is no template; tests may change it in place. */
	readonly models: SimulatedModel[];
	/** Every file that was uploaded whole. */
	readonly uploads: readonly Upload[];
	/** The files of results, and what is wrong with them. */
	readonly media: MediaFiles;
	/** An address (of the media host) that redirects to another; null: to itself. */
	redirectUrl(to: string | null, options?: RedirectOptions): string;
	on: EventLog['on'];
	waitFor: EventLog['waitFor'];
	/** Posts any body to any address on this machine, as if it were Crun's callback. */
	postCallback: CallbackSender['post'];
	/** As if just started, at the same address; requests under way are cut off. */
	reset(): void;
	stop(): Promise<void>;
}
