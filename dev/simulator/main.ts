import { startSimulator } from './index';

/**
 * Runs the simulator from the command line: `npx tsx dev/simulator/main.ts [port]`. SIMULATOR_PORT sets the port
 * too, and SIMULATOR_API_KEY the key.
 */
async function main(): Promise<void> {
	const port = Number(process.argv[2] ?? process.env.SIMULATOR_PORT ?? 0);
	const simulator = await startSimulator({
		port,
		apiKey: process.env.SIMULATOR_API_KEY,
		taskTimings: { pendingMs: 2000, runningMs: 6000 }, // long enough to see each status, short enough to wait for
	});
	simulator.on('ended', ({ method, path, status }) =>
		console.log(`${method} ${path} → ${status ?? 'no answer'}`),
	);
	simulator.on('status', ({ task_id, status }) => console.log(`task ${task_id} ${status}`));
	simulator.on('callback', ({ url, status, error }) =>
		console.log(`callback ${url} → ${status ?? error}`),
	);
	console.log(
		`Crun simulator: ${simulator.url}\nAPI key:        ${simulator.apiKey}\nSample photo:   ${simulator.url}/media/photos/me.png`,
	);
	process.once('SIGINT', () => void simulator.stop());
	process.once('SIGTERM', () => void simulator.stop());
}

void main();
