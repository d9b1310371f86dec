import type { EndpointName, Quirk } from '../types';
import { ofData } from './ofData';

const TEMPLATES: EndpointName[] = ['bytedance-templates', 'vidu-templates', 'kling-templates'];

/** A quirk of every entry of the list of models. */
const ofModels = (change: (model: Record<string, unknown>) => unknown): Quirk =>
	ofData(['Models'], ({ models, ...data }) => ({
		...data,
		models: Array.isArray(models)
			? models.map((model: Record<string, unknown>) => change(model))
			: models,
	}));

/** Lists of models and templates in other forms. */
export const listQuirks = {
	/** `"openai/sora-2"` instead of an object. */
	modelsAsTexts: ofModels(({ model }) => model),
	/** `name` instead of `model`. */
	modelsByName: ofModels(({ model, ...rest }) => ({ ...rest, name: model })),
	/** `operations: ["…"]` instead of `operation`, and `model_type` instead of `modality`. */
	modelOperations: ofModels(({ operation, modality, ...rest }) => ({
		...rest,
		...(operation === undefined ? {} : { operations: [operation, 'upscale'] }),
		...(modality === undefined ? {} : { model_type: modality }),
	})),
	/** Entries without anything that could be a model's name. */
	unreadableModels: ofModels(({ description }) => ({ title: description })),
	/** `total: "280"`. */
	totalAsText: ofData([...TEMPLATES, 'Models'], (data) => ({
		...data,
		...(typeof data.total === 'number' ? { total: `${data.total}` } : {}),
	})),
	/** Entries without an ID. */
	unreadableTemplates: ofData(TEMPLATES, ({ templates, ...data }) => ({
		...data,
		templates: Array.isArray(templates)
			? templates.map((_entry, index) => ({ Title: `No ID ${index}` }))
			: templates,
	})),
};
