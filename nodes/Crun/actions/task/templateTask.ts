import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../crun/contract';
import type { InputField } from '../../crun/inputSchema';
import { once } from '../../crun/once';
import { platforms, type PlatformName, type Template } from '../../crun/platforms';
import { exactPrice } from '../../crun/price';
import { Problem } from '../../crun/problem';
import { settle } from '../../crun/settle';
import {
	hasCatalogue,
	lookUpTemplate,
	recentTemplate,
	unknownTemplate,
} from '../../transport/catalogue';
import type { Client } from '../../transport/client';
import { readModelFields } from '../../transport/models';
import type { Operation } from '../operation';
import type { ParameterReader } from '../parameters';
import { readTemplateId } from '../readers';
import { createOperation } from './creation';
import type { CheckedOrder } from './creation/check';
import { imageCountOf, readImages, type Images } from './readers/images';

/** The template of an item, and how many images go with it. */
export interface ChosenTemplate {
	id: string;
	imageCount: number;
	/** Null when Crun could not be asked. */
	template: Template | null;
}

/** What one item orders. */
interface TemplateOrder<Choices> {
	id: string;
	images: Images;
	choices: Choices;
}

/** What a platform adds to what all template tasks share. */
export interface TemplateTask<Choices> {
	platform: PlatformName;
	/** The fields that make an order, all of them. */
	fields: INodeProperties[];
	read: (parameters: ParameterReader) => Choices;
	/**
	 * Replaces choices that depend on the template by what they stand for. An order is still recognized by what was
	 * chosen, so that a later attempt finds its task although the catalogue has changed.
	 * @param template as it was just looked up; null when Crun could not be asked
	 * @throws Problem for a choice that the template does not settle
	 */
	settle?: (choices: Choices, template: Template | null) => Choices;
	/**
	 * @param liveFields reads the live input fields of the model; null when they cannot be read
	 * @throws Problem for what the template does not take
	 */
	check: (
		choices: Choices,
		chosen: ChosenTemplate,
		liveFields: () => Promise<InputField[] | null>,
	) => void | Promise<void>;
	/** Whether the price decides what is ordered, so that it must be that of now. */
	isPriced?: (choices: Choices) => boolean;
	/** Decides the price; undefined where the platform has no choice. */
	resolutionOf?: (choices: Choices) => string | undefined;
	/** The `input` for CreateTask. */
	build: (choices: Choices, id: string, imageUrls: string[]) => JsonObject;
}

/** The create operation of a template platform: from an item to a checked order. */
export function templateTask<Choices>(task: TemplateTask<Choices>): Operation {
	const { platform, fields, read, check, build } = task;
	const { settle: settleChoices = (choices) => choices } = task;
	const { isPriced: isByPrice = () => false, resolutionOf = () => undefined } = task;
	const { model, images: limits } = platforms[platform];
	return createOperation({
		fields,
		read: (parameters) => ({
			id: readTemplateId(parameters),
			images: readImages(parameters),
			choices: read(parameters),
		}),
		check: (client) => {
			const lookUp = once(async (id) => await templateOrNull(client, platform, id));
			const lookUpFields = once(async (name) => await fieldsOrNull(client, name));
			const checkWith = async (
				template: Template | null,
				{ id, images, choices: given }: TemplateOrder<Choices>,
			): Promise<CheckedOrder> => {
				const choices = settleChoices(given, template);
				const chosen = { id, imageCount: imageCountOf(images), template };
				await check(choices, chosen, async () => await lookUpFields(model));
				return {
					model,
					title: template?.name,
					price: template && exactPrice(template, resolutionOf(choices)),
					previewUrl: template?.preview_url ?? null,
					files: { fields: images.kind === 'binary' ? images.fields : [], limits },
					build: (fileUrls) => {
						const imageUrls = images.kind === 'urls' ? images.urls : fileUrls;
						return { input: build(choices, id, imageUrls), given: build(given, id, imageUrls) };
					},
				};
			};
			return async (order, { mustAsk }) => {
				// A template of minutes ago is enough to accept an order whose price does not matter, but not to refuse one.
				const mayBeRecent = !mustAsk && !isByPrice(order.choices);
				const recent = mayBeRecent ? recentTemplate(client, platform, order.id) : undefined;
				const checked =
					recent && (await settle(async () => await checkWith(recent.template, order)));
				if (checked && 'value' in checked) return checked.value;
				return await checkWith(await lookUp(order.id), order);
			};
		},
	});
}

/** The live input fields of a model; null when they cannot be read. */
async function fieldsOrNull(client: Client, model: string): Promise<InputField[] | null> {
	const fields = await readModelFields(client, model);
	return Array.isArray(fields) ? fields : null;
}

/**
 * Looks up a template, always at Crun.
 * @returns null when Crun could not be asked, or has no catalogue, since a broken catalogue must not stop paid work
 * @throws Problem when Crun lists the templates, but not this one
 */
async function templateOrNull(
	client: Client,
	platform: PlatformName,
	id: string,
): Promise<Template | null> {
	const found = await lookUpTemplate(client, platform, id);
	if (found instanceof Problem) return null;
	if (found !== 'unknown') return found.template;
	if (await hasCatalogue(client, platform)) throw unknownTemplate(platform, id);
	return null;
}
