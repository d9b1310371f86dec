import { z } from 'zod';
import { viduInputSchema } from '../../crun/contract';
import type { InputField } from '../../crun/inputSchema';
import { checkAspectRatio, checkImageCount } from '../../crun/preflight';
import { Problem } from '../../crun/problem';
import { viduFields } from '../../fields/task/template';
import { additionalFields } from '../../fields/task/vidu';
import type { ParameterReader } from '../parameters';
import { templateTask } from './templateTask';

const choicesSchema = viduInputSchema.omit({ template: true, images: true });
type Choices = z.infer<typeof choicesSchema>;

/** Fields that only one template takes. */
const TEMPLATE_ONLY_FIELDS = { area: 'exotic_princess', beast: 'beast_companion' } as const;

export const createVidu = templateTask({
	platform: 'vidu',
	fields: viduFields,
	read: readChoices,
	check: async (choices, { id, imageCount, template }, liveFields) => {
		if (template) checkImageCount(template, imageCount);
		checkAspectRatio(template, choices.aspect_ratio);
		for (const [field, owner] of Object.entries(TEMPLATE_ONLY_FIELDS)) {
			if (field in choices && id !== owner) throw notForTemplate(field, owner);
		}
		if (choices.story !== undefined) checkStory(await liveFields());
	},
	build: (choices, id, imageUrls) =>
		viduInputSchema.parse({ template: id, images: imageUrls, ...choices }),
});

/** The fields that were filled in, with the names and types that Vidu templates take. */
function readChoices(parameters: ParameterReader): Choices {
	const { aspectRatio, ...rest } = parameters.object(additionalFields);
	const filled = Object.entries({ ...rest, aspect_ratio: aspectRatio }).filter(
		([, value]) => value !== undefined && value !== null && value !== '',
	);
	const parsed = choicesSchema.safeParse(Object.fromEntries(filled));
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const field = issue?.path.join('.') || 'a field';
	throw new Problem(
		'Additional Fields is not valid',
		`Vidu templates do not take this value of ${field}: ${issue?.message}.`,
	);
}

/** Crun's own client sends a story only where the model's schema has the field. */
function checkStory(fields: InputField[] | null): void {
	if (fields?.some(({ name }) => name === 'story')) return;
	throw new Problem(
		'Vidu templates take no story at present',
		'Crun lists no field "story" for the model vidu/template. Remove Story from Additional Fields.',
	);
}

function notForTemplate(field: string, owner: string): Problem {
	return new Problem(
		'A field does not belong to the template',
		`Only the template "${owner}" takes the field "${field}". Remove the field, or choose that template.`,
	);
}
