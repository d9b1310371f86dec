import { startSimulator, type Simulator, type SimulatorOptions } from '../../../dev/simulator';
import { FILE_HOSTS } from './fileHosts';

/**
 * Provides one simulator to all tests of a file or of a `describe`. It is started before the first test, reset
 * before each test (to the given options), and stopped after the last.
 *
 * Files are on hosts of their own, with public names.
 *
 * The returned object forwards every access to the running simulator, so tests can use it as if it were that
 * simulator.
 */
export function useSimulator(options?: SimulatorOptions): Simulator;
export function useSimulator(options?: SimulatorOptions): object {
	let running: Simulator | undefined;
	beforeAll(async () => {
		running = await startSimulator({ fileHosts: FILE_HOSTS, ...options });
	});
	beforeEach(() => running?.reset());
	afterAll(async () => await running?.stop());
	return new Proxy(
		{},
		{
			get(_target, name): unknown {
				if (!running)
					throw new Error(
						'The simulator runs only in tests and hooks, not while tests are defined',
					);
				return Reflect.get(running, name);
			},
		},
	);
}
