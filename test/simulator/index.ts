import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { makeCatalogues } from './catalogues';
import { CallbackSender } from './callbacks';
import { peakConcurrency } from './concurrency';
import type { WaitOptions } from './events';
import { EventLog } from './events';
import { Faults } from './faults';
import { Ledger } from './ledger';
import { serve } from './server';
import type { Simulator, SimulatorOptions } from './simulator';
import { Tasks } from './tasks';
import { Timers } from './timers';
import type { CallbackPolicy, Settings } from './types';

export { MESSAGES } from './answers';
export { BATTLE_GAME, HUGE_TEMPLATE_ID } from './catalogues/bytedance';
export { VINTAGE_MOMENT_OF_MOM } from './catalogues/vidu';
export { MEDIA } from './endpoints/media';
export { DISABLED_API_KEY } from './router';
export { FAIL_MARKER } from './tasks';
export type { Fault, FaultKind } from './faults';
export type { Simulator, SimulatorOptions } from './simulator';
export type * from './types';

/** The key a simulator takes unless told otherwise: `ak_` and 32 characters, as Crun's. */
export const DEFAULT_API_KEY = `ak_${'0123456789abcdef'.repeat(2)}`;

/** Longer than any test, so that no client meets a connection that is just being closed. */
const KEEP_ALIVE_MS = 120_000;
const LOST: CallbackPolicy = { times: 0 };

function initialSettings({ callbacks = true, ...options }: SimulatorOptions): Settings {
	return {
		balance: options.balance ?? 100_000,
		taskTimings: options.taskTimings ?? { pendingMs: 20, runningMs: 30 },
		callbacks: typeof callbacks === 'boolean' ? (callbacks ? {} : LOST) : callbacks,
		taskNotFound: options.taskNotFound ?? 'http404',
		templateNotFound: options.templateNotFound ?? 'empty',
	};
}

/** Starts a simulator on 127.0.0.1. Stop it when done; nothing of it keeps the process alive after that. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const apiKey = options.apiKey ?? DEFAULT_API_KEY;
	const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	const url = `http://127.0.0.1:${address.port}`;

	const settings = initialSettings(options);
	const catalogues = makeCatalogues(`${url}/media`);
	const events = new EventLog();
	const timers = new Timers();
	const faults = new Faults();
	const ledger = new Ledger(events.history.created);
	const callbacks = new CallbackSender(settings, events, timers);
	const tasks = new Tasks({ url: () => url, settings, events, ledger, timers, callbacks });
	const open = new Set<ServerResponse>();
	const world = { settings, catalogues, tasks, events };
	server.on('request', (message, response) => {
		serve(message, response, { world, faults, apiKey, open }).catch((error: unknown) => {
			if (!message.complete) return; // the client went away while it was still sending
			response.writeHead(500, { 'content-type': 'text/plain' }).end(`The simulator itself failed: ${String(error)}`);
		});
	});

	const requestsTo: Simulator['requestsTo'] = (endpoint) => events.history.request.filter((one) => one.endpoint === endpoint);

	return {
		url,
		apiKey,
		requests: events.history.request,
		requestsTo,
		peakConcurrency: (endpoint) => peakConcurrency(endpoint ? requestsTo(endpoint) : events.history.request),
		ledger,
		callbacks: events.history.callback,
		faults,
		tasks,
		settings,
		catalogues,
		on: events.on.bind(events),
		waitFor: async (event, matches, waitOptions?: WaitOptions | number) => await events.waitFor(event, matches, waitOptions),
		postCallback: callbacks.post,
		reset() {
			timers.clear();
			for (const response of open) response.destroy(); // idle connections stay: clients would trip over closing ones
			faults.clear();
			tasks.clear();
			events.clear();
			Object.assign(settings, initialSettings(options));
			Object.assign(catalogues, makeCatalogues(`${url}/media`));
		},
		async stop() {
			timers.clear();
			await new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
		},
	};
}
