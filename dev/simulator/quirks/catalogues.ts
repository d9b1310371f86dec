import type { Quirk } from '../types';
import { mapped, renamed } from './change';
import { ofData } from './ofData';

/** A quirk of each template of a page. */
const ofTemplates = (
	endpoint: 'bytedance-templates' | 'vidu-templates' | 'kling-templates',
	change: (template: Record<string, unknown>) => unknown,
): Quirk => ofData([endpoint], (data) => ({ ...data, templates: mapped(data.templates, change) }));

/** Forms of templates and models, and of their lists. */
export const catalogueQuirks = {
	/** `items` instead of `templates`. */
	templatesAsItems: ofData(['bytedance-templates'], (data) => renamed(data, 'templates', 'items')),
	/** No `total`. */
	noTemplateTotal: ofData(['bytedance-templates'], ({ templates }) => ({ templates })),
	/** A total that counts other things than the templates. */
	wrongTemplateTotal: ofData(['kling-templates'], (data) => ({ ...data, total: 31 })),
	/** `Price` instead of `Credit`. */
	priceForCredit: ofTemplates('bytedance-templates', (template) => ({
		...template,
		ConsumeItems: mapped(template.ConsumeItems, (item) => renamed(item, 'Credit', 'Price')),
	})),
	/** An object instead of JSON in text. */
	instructionAsObject: ofTemplates('vidu-templates', (template) => ({
		...template,
		input_instruction: { image_count: 'Only one image can be uploaded' },
	})),
	/** `id` instead of `key`. */
	idForKey: ofTemplates('kling-templates', (template) => renamed(template, 'key', 'id')),
	/** The list of models as an object with their names. */
	modelsAsMap: ofData(['Models'], ({ models }) => ({
		total: 1,
		models: { 'google/nano-banana': models },
	})),
	/** `name` instead of `model`. */
	nameForModel: ofData(['Models'], (data) => ({
		...data,
		models: mapped(data.models, (model) => renamed(model, 'model', 'id')),
	})),
	/** JSON in text instead of an object. */
	schemaAsText: ofData(['Model'], (data) => ({
		...data,
		input_schema: JSON.stringify(data.input_schema),
	})),
	/** Another model than the one that was asked for. */
	otherModel: ofData(['Model'], (data) => ({ ...data, model: 'other/model' })),
} satisfies Record<string, Quirk>;
