import type { FieldSchema } from './fields';

type Input = Record<string, unknown>;

/** A model that tasks can be created with. Tests may change, add and remove models. */
export interface SimulatedModel {
	/** For example `google/nano-banana`. */
	model: string;
	name?: string;
	provider?: string;
	modality?: string | null;
	operation?: string | null;
	description?: string | null;
	/** The price of a task. The API reveals it only in estimates. */
	credits: number | ((input: Input) => number);
	/** CreateTask checks inputs against it. Anything that is not a schema accepts any input. */
	input_schema: unknown;
	required_input_fields?: string[];
	[further: string]: unknown;
}

/** An object schema with these fields. */
export const inputs = (
	required: string[],
	properties: Record<string, FieldSchema>,
): FieldSchema => ({ type: 'object', properties, required });

const numberOr = (value: unknown, otherwise: number): number =>
	typeof value === 'number' ? value : otherwise;

/** This many credits per second, according to the field `duration`. */
export const perSecond =
	(credits: number, otherwise = 5) =>
	({ duration }: Input): number =>
		Math.round(credits * numberOr(duration, otherwise) * 100) / 100;

/** This many credits per image, according to the field `num_images`. */
export const perImage =
	(credits: number) =>
	({ num_images }: Input): number =>
		credits * numberOr(num_images, 1);
