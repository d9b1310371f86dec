import type { ServerResponse } from 'node:http';
import { peakConcurrency } from './concurrency';
import type { WaitOptions } from './events';
import { Faults } from './faults';
import { redirectUrl } from './files/redirect';
import { apiHost } from './hosts/api';
import { mediaHost, storageHost } from './hosts/files';
import { sharedOrigin, type HostOf } from './hosts/shared';
import { listen, type Listener } from './listen';
import { makeWorld } from './makeWorld';
import { serve } from './server';
import type { Simulator, SimulatorOptions } from './simulator';

/** The default key: `ak_` and 32 characters, like Crun's. */
export const DEFAULT_API_KEY = `ak_${'0123456789abcdef'.repeat(2)}`;

/** Starts a simulator on 127.0.0.1. Stop it when done, or it keeps the process alive. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const apiKey = options.apiKey ?? DEFAULT_API_KEY;
	const { fileHosts } = options;
	const api = await listen(options.port);
	const storage = fileHosts ? await listen(0, fileHosts.storage) : api;
	const files = fileHosts ? await listen(0, fileHosts.media) : api;
	const { world, callbacks, ledger, timers, reset } = makeWorld(options, {
		api: api.url,
		storage: storage.url,
		media: files.url,
	});
	const { events, settings, catalogues, models, tasks, assets, media, uploads } = world;
	const faults = new Faults();
	const open = new Set<ServerResponse>();
	const listeners: Array<{ listener: Listener; hostOf: HostOf }> = fileHosts
		? [
				{ listener: api, hostOf: () => apiHost(apiKey) },
				{ listener: storage, hostOf: () => storageHost },
				{ listener: files, hostOf: () => mediaHost },
			]
		: [{ listener: api, hostOf: sharedOrigin(apiKey) }];
	for (const { listener, hostOf } of listeners) {
		listener.onRequest((message, response) => {
			serve(message, response, hostOf(message), { world, faults, apiKey, open }).catch(
				(error: unknown) => {
					if (!message.complete || response.destroyed) return; // the client disconnected
					if (response.headersSent) response.destroy();
					else
						response
							.writeHead(500, { 'content-type': 'text/plain' })
							.end(`The simulator failed: ${String(error)}`);
				},
			);
		});
	}

	const requests = events.history.request;
	const requestsTo: Simulator['requestsTo'] = (endpoint) =>
		requests.filter((one) => one.endpoint === endpoint);

	return {
		url: api.url,
		storageUrl: storage.url,
		mediaUrl: files.url,
		apiKey,
		requests,
		requestsTo,
		get leaks() {
			return requests.filter(({ leaked }) => leaked);
		},
		peakConcurrency: (endpoint) => peakConcurrency(endpoint ? requestsTo(endpoint) : requests),
		ledger,
		callbacks: events.history.callback,
		faults,
		tasks,
		assets,
		registered: events.history.registered,
		settings,
		catalogues,
		models,
		uploads: uploads.files,
		media,
		redirectUrl: (to, more) => redirectUrl(files.url, to, more),
		on: events.on.bind(events),
		waitFor: async (event, matches, waitOptions?: WaitOptions | number) =>
			await events.waitFor(event, matches, waitOptions),
		postCallback: callbacks.post,
		reset() {
			// idle connections stay open: closing one could fail a client that is about to reuse it
			for (const response of open) response.destroy();
			faults.clear();
			reset();
		},
		async stop() {
			timers.clear();
			await Promise.all(listeners.map(async ({ listener }) => await listener.stop()));
		},
	};
}
