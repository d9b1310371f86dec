import { endpoints, envelopeSchema } from '../../../nodes/Crun/crun/contract';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../dev/simulator';

const PHOTO = 'https://example.com/photo.png';
/** Inputs that the documented templates accept, and the price of the first one. */
export const BATTLE = { template_id: '104909826', img_urls: [PHOTO], resolution: '720p' };
export const EASTER = { template: 'Easter_cute_pets', images: [PHOTO], bgm: true };
export const BATTLE_CREDITS = 355.2;

export interface CallOptions {
	/** Makes the call a POST. */
	body?: unknown;
	/** The simulator's own by default; null sends none. */
	key?: string | null;
	signal?: AbortSignal;
}

/** Gives the tests of a file a simulator, which is reset before each test, and ways to call it. */
export function useSimulator(options: SimulatorOptions = {}) {
	let started: Simulator | undefined;
	const simulator = (): Simulator => {
		if (!started) throw new Error('The simulator has not been started');
		return started;
	};
	beforeAll(async () => {
		started = await startSimulator(options);
	});
	beforeEach(() => simulator().reset());
	afterAll(async () => await started?.stop());

	const call = async (
		path: string,
		{ key = simulator().apiKey, body, signal }: CallOptions = {},
	) => {
		const response = await fetch(simulator().url + path, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { 'content-type': 'application/json', ...(key !== null && { 'x-api-key': key }) },
			body: JSON.stringify(body),
			signal,
		});
		return { status: response.status, headers: response.headers, text: await response.text() };
	};
	/** Like `call`, but reads the answer as Crun's envelope. */
	const ask = async (path: string, callOptions: CallOptions = {}) => {
		const { status, headers, text } = await call(path, callOptions);
		return { status, headers, ...envelopeSchema.parse(JSON.parse(text)) };
	};
	/** Calls CreateTask; ByteDance unless `more` names another model. */
	const create = async (input: unknown, more: Record<string, unknown> = {}) =>
		await ask(endpoints.createTask.path, { body: { model: 'bytedance/template', input, ...more } });
	/** Creates a task. @returns its ID */
	const created = async (more: Record<string, unknown> = {}, input: unknown = BATTLE) =>
		endpoints.createTask.data.parse((await create(input, more)).data).task_id;
	const info = async (id: string) => await ask(`${endpoints.taskInfo.path}?task_id=${id}`);
	return {
		get simulator() {
			return simulator();
		},
		call,
		ask,
		create,
		created,
		info,
	};
}
