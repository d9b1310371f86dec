import { z } from 'zod';
import { isHttpUrl, validationErrors } from '../api/validation';
import { roundCredits } from '../ledger';
import { inputErrors } from '../models/check';
import type { NewTask } from '../taskObject';
import type { Verdict } from '../templates';
import { templateChecks } from '../templates';
import type { World } from '../world';

/** The body of CreateTask and of both estimates. */
const bodySchema = z
	.object({
		model: z.string().min(1),
		input: z.record(z.string(), z.unknown()),
		callback_url: z.string().min(1).optional(),
	})
	.strict();

/** Every string in a value, at any depth. */
const strings = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};

/** @returns null for a model that does not exist */
function check(
	name: string,
	input: Record<string, unknown>,
	{ catalogues, models, assets }: World,
): Verdict | null {
	const template = templateChecks.get(name);
	if (template) return template(input, catalogues);
	const model = models.find((one) => one.model === name);
	if (!model) return null;
	const errors = inputErrors(
		input,
		{ schema: model.input_schema, alsoRequired: model.required_input_fields },
		assets.isUsable,
	);
	if (errors.length > 0) return { errors };
	const { credits } = model;
	return { credits: roundCredits(typeof credits === 'number' ? credits : credits(input)) };
}

/** Checks everything CreateTask checks. @returns the task with its price, or every error in the request */
export function price(body: unknown, world: World): NewTask | { errors: string[] } {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return { errors: validationErrors(parsed.error) };
	const { model, input, callback_url = null } = parsed.data;
	const verdict = check(model, input, world);
	if (!verdict) return { errors: [`model: ${model} does not exist`] };
	const errors =
		callback_url !== null && !isHttpUrl(callback_url)
			? ['callback_url: must be an http(s) URL']
			: [];
	for (const url of strings(input))
		if (world.uploads.isMissing(url)) errors.push(`input: there is no file at ${url}`);
	if ('errors' in verdict) return { errors: [...errors, ...verdict.errors] };
	return errors.length > 0 ? { errors } : { model, input, callback_url, credits: verdict.credits };
}
