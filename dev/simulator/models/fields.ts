/** A field of an `input_schema`: like JSON Schema, but not always complete. */
export interface FieldSchema {
	type?: string | string[];
	title?: string;
	description?: string;
	default?: unknown;
	enum?: unknown[];
	format?: string;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	items?: FieldSchema;
	anyOf?: FieldSchema[];
	properties?: Record<string, FieldSchema>;
	required?: string[];
	additionalProperties?: boolean;
	[further: string]: unknown;
}

export const text = (description: string, more: FieldSchema = {}): FieldSchema => ({
	type: 'string',
	description,
	...more,
});
export const choice = (
	description: string,
	values: Array<string | number>,
	more: FieldSchema = {},
): FieldSchema => ({
	type: typeof values[0] === 'number' ? 'integer' : 'string',
	description,
	enum: values,
	...more,
});
export const whole = (
	description: string,
	minimum: number,
	maximum: number,
	more: FieldSchema = {},
): FieldSchema => ({
	type: 'integer',
	description,
	minimum,
	maximum,
	...more,
});
export const decimal = (
	description: string,
	minimum: number,
	maximum: number,
	more: FieldSchema = {},
): FieldSchema => ({
	type: 'number',
	description,
	minimum,
	maximum,
	...more,
});
export const flag = (description: string, byDefault: boolean): FieldSchema => ({
	type: 'boolean',
	description,
	default: byDefault,
});
export const url = (description: string): FieldSchema => ({
	type: 'string',
	format: 'uri',
	description,
});
export const urls = (
	description: string,
	maxItems: number,
	more: FieldSchema = {},
): FieldSchema => ({
	type: 'array',
	description,
	items: { type: 'string', format: 'uri' },
	minItems: 1,
	maxItems,
	...more,
});

/** A list of URLs whose schema does not say that it is a list, as some of Crun's. */
export const untypedUrls = (description: string): FieldSchema => ({ description });

export const prompt = text('What to generate', { minLength: 1, maxLength: 2000 });
export const negativePrompt = text('What to avoid', { maxLength: 500, default: '' });
export const seed = whole('The same seed produces the same result', 0, 2_147_483_647);
export const aspectRatio = choice('Aspect ratio', ['16:9', '9:16', '1:1', '4:3', '3:4'], {
	default: '16:9',
});
export const outputFormat = choice('File format', ['png', 'jpeg'], { default: 'png' });
export const seconds = choice('Length in seconds', [5, 10], { default: 5 });
