import type { INodeParameters } from 'n8n-workflow';
import type { Simulator } from '../../../dev/simulator';

export const PHOTO = 'https://example.com/photo.png';
export const BATTLE_ID = '104909826';
export const BATTLE_PRICE = 355.2;

/** A chosen template, as the resource locator stores it. */
export const template = (value: string, mode = 'id') => ({ __rl: true, mode, value });

/** Task > Create From ByteDance Template, complete. */
export const battle = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'createByteDance',
	templateId: template(BATTLE_ID),
	imageUrls: PHOTO,
	resolution: '720p',
	...more,
});

/** Task > Create From Vidu Template, complete. */
export const easter = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'createVidu',
	templateId: template('Easter_cute_pets'),
	imageUrls: PHOTO,
	...more,
});

/** Task > Get. */
export const lookAt = (taskId: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'task',
	operation: 'get',
	taskId,
	...more,
});

/** A task that exists at the simulator without having been created by the node. */
export function existingTask(
	sim: Simulator,
	{
		model = 'bytedance/template',
		callbackUrl = null,
	}: { model?: string; callbackUrl?: string | null } = {},
): string {
	const input = { template_id: BATTLE_ID, img_urls: [PHOTO], resolution: '720p' };
	return sim.tasks.create({ model, input, callback_url: callbackUrl, credits: BATTLE_PRICE })
		.task_id;
}

export function messageOf(error: unknown): string {
	if (!(error instanceof Error)) throw new Error(`The node threw no error, but ${String(error)}`);
	const { message } = error;
	return 'description' in error && error.description
		? `${message}. ${String(error.description)}`
		: message;
}
