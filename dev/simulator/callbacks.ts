import { request as httpRequest } from 'node:http';
import type { EventLog } from './events';
import { callbackForms } from './quirks/callbackForms';
import type { Timers } from './timers';
import type { DeliveredCallback, Settings, SimulatedTask } from './types';

/** Crun does not say how long it waits for an answer. */
const RECEIVER_TIMEOUT_MS = 10_000;
const ANSWER_MAX_LENGTH = 10_000;
/** Callbacks are only posted to this machine: tests must not send requests to the internet. */
const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];
const TERMINAL = ['success', 'failed'];

type Outcome = Pick<DeliveredCallback, 'status' | 'answer' | 'error'>;

const failed = (error: string): Outcome => ({ status: null, answer: '', error });

async function postJson(url: string, body: unknown): Promise<Outcome> {
	const { protocol, hostname } = new URL(url);
	if (protocol !== 'http:' || !LOCAL_HOSTS.includes(hostname))
		return failed('not sent: callbacks only go to http URLs on this machine');
	const isText = typeof body === 'string';
	const payload = Buffer.from(isText ? body : JSON.stringify(body));
	const headers = {
		'content-type': isText ? 'text/plain' : 'application/json',
		'content-length': payload.length,
		'user-agent': 'crun-callback',
	};
	return await new Promise((resolve) => {
		const request = httpRequest(url, {
			method: 'POST',
			agent: false,
			timeout: RECEIVER_TIMEOUT_MS,
			headers,
		});
		request.on('response', (response) => {
			let answer = '';
			response.setEncoding('utf8');
			response.on('data', (text: string) => (answer = (answer + text).slice(0, ANSWER_MAX_LENGTH)));
			response.on('close', () =>
				resolve({ status: response.statusCode ?? null, answer, error: null }),
			);
		});
		request.on('timeout', () =>
			request.destroy(new Error(`no answer within ${RECEIVER_TIMEOUT_MS} ms`)),
		);
		request.on('error', (error) => resolve(failed(error.message)));
		request.end(payload);
	});
}

/** Posts callbacks according to `settings.callbacks`. A callback that fails is never retried. */
export class CallbackSender {
	constructor(
		private readonly settings: Settings,
		private readonly events: EventLog,
		private readonly timers: Timers,
	) {}

	/** Posts a body to a URL on this machine and records the result. */
	post = async (url: string, taskId: string, body: unknown): Promise<DeliveredCallback> => {
		const at = Date.now();
		const delivered = {
			url,
			taskId,
			body: structuredClone(body),
			at,
			...(await postJson(url, body)),
		};
		this.events.emit('callback', delivered);
		return delivered;
	};

	/** Called whenever a task changes status: posts the callbacks that the policy asks for. */
	announce(task: SimulatedTask): void {
		const url = task.param.callback_url;
		if (url === null) return;
		const { callbacks } = this.settings;
		const policy = typeof callbacks === 'function' ? callbacks(task) : callbacks;
		if (!TERMINAL.includes(task.status) && !policy.intermediate) return;
		const bare = structuredClone({ ...task, ...policy.overrides });
		const form = policy.form ?? (policy.envelope ? callbackForms.envelope : undefined);
		const body = form ? form(bare) : bare;
		this.timers.after(policy.delayMs ?? 0, () => {
			void this.repeat(policy.times ?? 1, async () => await this.post(url, task.task_id, body));
		});
	}

	private async repeat(times: number, action: () => Promise<unknown>): Promise<void> {
		for (let sent = 0; sent < times; sent++) await action();
	}
}
