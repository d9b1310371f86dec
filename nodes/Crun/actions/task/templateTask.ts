import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../crun/contract';
import { platforms, type PlatformName, type Template } from '../../crun/platforms';
import { exactPrice } from '../../crun/price';
import { simplify, templateId } from '../fields';
import type { Operation } from '../operation';
import { readTemplateId } from '../parameters';
import { createTasks, orderOf } from './creation/index';
import { imageFields, readImages, type Images } from './fields/images';
import { checkUploads } from '../../files/checkUploads';
import { lookUpOnce } from './creation/lookUpOnce';
import { notifyFields, readCallbackUrl } from './fields/notify';
import { createOptions } from './fields/optionFields';
import { waitMode } from './fields/waitMode';

export interface TemplateChoice {
	id: string;
	images: Images;
	/** Null when Crun could not be asked. */
	template: Template | null;
}

/**
 * Checks one item's fields and gives a function that builds its `input` for CreateTask, once the images have their
 * addresses. `resolution` decides the price.
 * @throws Problem for what the template does not take
 */
export type PlanInput = (
	context: IExecuteFunctions,
	itemIndex: number,
	choice: TemplateChoice,
) => { build: (imageUrls: string[]) => JsonObject; resolution?: string | undefined };

/** A create operation of a template platform: the fields all of them share around its own, and the way from an item to a request. */
export function templateTask(
	platform: PlatformName,
	ownFields: INodeProperties[],
	planInput: PlanInput,
): Operation {
	return {
		fields: [
			templateId,
			...imageFields,
			...ownFields,
			waitMode,
			...notifyFields,
			simplify,
			createOptions,
		],
		execute: async (context) =>
			await createTasks(context, (client, ledger) => {
				const look = lookUpOnce(client, platform);
				return async (itemIndex) => {
					const id = readTemplateId(context, itemIndex);
					const images = readImages(context, itemIndex);
					const callbackUrl = readCallbackUrl(context, itemIndex, client.account.apiKey);
					const template = await look(id);
					const { build, resolution } = planInput(context, itemIndex, { id, images, template });
					const { model, images: limits } = platforms[platform];
					const imageUrls =
						'urls' in images
							? () => images.urls
							: await checkUploads({ context, client, ledger }, itemIndex, images.fields, limits);
					return {
						model,
						price: template && exactPrice(template, resolution),
						order: async () => orderOf(model, build(await imageUrls()), callbackUrl),
					};
				};
			}),
	};
}
