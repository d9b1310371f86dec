import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { BATTLE_ID, createByteDance, locator, photoUrl } from '../../support';

/** What the user can edit between two executions, so that the items order something else. */
export interface Settings {
	template: keyof typeof TEMPLATES;
	resolution: '480p' | '720p';
	/** The field of the item that the photo is taken from. */
	image: 'photo' | 'other';
}

/** `bad` is not a URL, so the node refuses the item before anything is sent. */
export type Photo = 'a' | 'b' | 'c' | 'bad';

const TEMPLATES = { first: BATTLE_ID, second: '849764792' };

const urlOf = (name: string) => (name.includes('bad') ? 'not a URL' : photoUrl(name));
export const itemOf = (photo: Photo): INodeExecutionData => ({
	json: { photo: urlOf(photo), other: urlOf(`other-${photo}`) },
});

/** An order, as text. Equal orders of two items, or of two rounds of a loop, are two purchases. */
export function orderOf({ template, resolution, image }: Settings, photo: Photo): string {
	const name = image === 'photo' ? photo : `other-${photo}`;
	return [TEMPLATES[template], resolution, urlOf(name)].join(' ');
}

/** Which attempt, round, and item a request to create a task belongs to. */
export interface Origin {
	attempt: number;
	run: number;
	item: number;
}

/** The parameters of the node. The callback URL, which is no part of an order, tells equal items apart. */
export const parametersOf = (
	{ template, resolution, image }: Settings,
	resendUnknown: boolean,
): INodeParameters =>
	createByteDance({
		templateId: locator(TEMPLATES[template]),
		resolution,
		imageUrls: `={{ $json.${image} }}`,
		waitMode: 'none',
		notify: 'url',
		// The text of the expression is always the same, because n8n takes a while to compile one.
		callbackUrl: "={{ [$vars.origin, $runIndex, $itemIndex].join('/') }}",
		options: { resendUnknown },
	});

/** n8n's variables in one attempt. */
export const variablesOf = (attempt: number) => ({ origin: `http://127.0.0.1:9/${attempt}` });

const requestSchema = z.object({
	callback_url: z.string(),
	input: z.object({
		template_id: z.string(),
		resolution: z.string(),
		img_urls: z.array(z.string()),
	}),
});

/** Reads the body of a request to create a task. */
export function readRequest(body: unknown): { origin: Origin; order: string } {
	const { callback_url: callbackUrl, input } = requestSchema.parse(body);
	const [attempt = NaN, run = NaN, item = NaN] = new URL(callbackUrl).pathname
		.slice(1)
		.split('/')
		.map(Number);
	const order = [input.template_id, input.resolution, ...input.img_urls].join(' ');
	return { origin: { attempt, run, item }, order };
}
