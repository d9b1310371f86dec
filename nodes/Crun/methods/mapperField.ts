import type { ResourceMapperField } from 'n8n-workflow';
import { fieldLabel } from '../crun/fieldLabel';
import { isMedia, type InputField } from '../crun/inputSchema';

/** The mapper's type for each kind of field. */
const TYPES = {
	choice: 'options',
	boolean: 'boolean',
	number: 'number',
	text: 'string',
	url: 'string',
	urls: 'string',
	list: 'array',
	object: 'object',
	any: 'string',
} as const;

/** An input field of a model as a field of n8n's resource mapper, which is the form in the editor. */
export function toMapperField(field: InputField): ResourceMapperField {
	const { name, required, kind, choices, default: value } = field;
	const simple =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return {
		id: name,
		displayName: fieldLabel(field),
		// The file may come from binary data instead, so the form must not require a URL. The node checks that itself.
		required: required && !isMedia(field),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !required && !simple,
		type: TYPES[kind],
		...(kind === 'choice'
			? { options: choices.map((choice) => ({ name: String(choice), value: choice })) }
			: {}),
		...(simple ? { defaultValue: value } : {}),
	};
}
