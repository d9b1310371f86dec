import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../crun/contract';
import { platforms, type PlatformName, type Template } from '../../crun/platforms';
import { simplify, templateId } from '../fields';
import type { Operation } from '../operation';
import { readTemplateId } from '../parameters';
import { createTasks } from './creation';
import { imageFields, readImageUrls } from './imageFields';
import { lookUpOnce } from './lookUpOnce';
import { notifyFields, readCallbackUrl } from './notify';
import { createOptions } from './options';
import { waitMode } from './waitMode';

export interface TemplateChoice {
	id: string;
	images: string[];
	/** Null when Crun could not be asked. */
	template: Template | null;
}

/** Builds one item's `input` for CreateTask from the platform's own fields. Throws a Problem for what the template does not take. */
export type BuildInput = (context: IExecuteFunctions, itemIndex: number, choice: TemplateChoice) => JsonObject;

/** A create operation of a template platform: the fields all of them share around its own, and the way from an item to a request. */
export function templateTask(platform: PlatformName, ownFields: INodeProperties[], buildInput: BuildInput): Operation {
	return {
		fields: [templateId, ...imageFields, ...ownFields, waitMode, ...notifyFields, simplify, createOptions],
		execute: async (context) =>
			await createTasks(context, (client) => {
				const look = lookUpOnce(client, platform);
				return async (itemIndex) => {
					const id = readTemplateId(context, itemIndex);
					const images = readImageUrls(context, itemIndex);
					const callbackUrl = readCallbackUrl(context, itemIndex, client.account.apiKey);
					const input = buildInput(context, itemIndex, { id, images, template: await look(id) });
					return { model: platforms[platform].model, input, ...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }) };
				};
			}),
	};
}
