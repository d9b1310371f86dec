import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { Problem } from '../crun/problem';
import { showUrl } from '../crun/showUrl';
import { isHttpUrl } from '../crun/url';

/** What a reader needs to know of a field: its name, its label, its default and its limits. */
export type Field = Pick<
	INodeProperties,
	'name' | 'displayName' | 'type' | 'default' | 'typeOptions'
>;

/** A set of parameters: those of an item, or those inside a collection. */
interface Source {
	/** The value as n8n resolved it; undefined when it is not set. */
	valueOf(field: Field): unknown;
}

/**
 * Reads parameters, with one reader for each kind of value. Expressions may return anything, so the limits of a
 * field are checked here too. Every reader throws a Problem that names the field.
 */
export class ParameterReader {
	constructor(private readonly source: Source) {}

	/** The value as it is, for what only its own reader understands. */
	raw(field: Field): unknown {
		return this.source.valueOf(field);
	}

	/** Text without white space around it; '' when there is none. */
	text(field: Field): string {
		const value = this.raw(field);
		if (typeof value === 'object' && value !== null) throw invalid(field, 'text', value);
		return String(value ?? '').trim();
	}

	/** @param advice what to do when the text is missing */
	requiredText(field: Field, advice: string): string {
		const text = this.text(field);
		if (text === '') throw new Problem(`${field.displayName} is empty`, advice);
		return text;
	}

	/** True or false, also as text: whatever is neither decides nothing. */
	flag(field: Field): boolean {
		const value = this.valueOrDefault(field);
		if (value === true || value === 'true') return true;
		if (value === false || value === 'false') return false;
		throw invalid(field, 'true or false', value);
	}

	/** The same for an option of a collection. One that was not added is off, whatever it starts with once it is added. */
	added(field: Field): boolean {
		return this.raw(field) !== undefined && this.flag(field);
	}

	/** A number within the field's limits; the field's default when it is not set. */
	number(field: Field): number {
		return numberWithin(field, this.valueOrDefault(field));
	}

	/** A limit is set once its field is added: then an expression that returns nothing is a mistake, not "no limit". */
	limit(field: Field): number | undefined {
		return this.raw(field) === undefined ? undefined : numberWithin(field, this.raw(field));
	}

	/** A number that may be left empty. */
	optionalNumber(field: Field): number | undefined {
		const value = this.raw(field);
		if (value === undefined || value === null || value === '') return undefined;
		return numberWithin(field, value);
	}

	/** One of the given values; the field's default when it is not set. */
	choice<Value extends string>(field: Field, values: readonly Value[]): Value {
		const value = this.valueOrDefault(field);
		const chosen = values.find((one) => one === value);
		if (chosen === undefined) throw invalid(field, `one of ${values.join(', ')}`, value);
		return chosen;
	}

	/** Names separated by commas, or a list of them; at least one. */
	names(field: Field, advice: string): string[] {
		const names = [this.raw(field)].flat().flatMap((one) => {
			if (typeof one === 'object' && one !== null)
				throw invalid(field, 'the name of a binary field, such as "data"', one);
			return String(one ?? '').split(',');
		});
		const filled = names.map((name) => name.trim()).filter((name) => name !== '');
		if (filled.length === 0) throw new Problem(`${field.displayName} is empty`, advice);
		return filled;
	}

	url(field: Field): string {
		const url = this.text(field);
		if (isHttpUrl(url)) return url;
		throw new Problem(
			`${field.displayName} is not an http(s) URL`,
			`It must start with https:// or http://, but it is "${showUrl(url)}".`,
		);
	}

	/** The fields that were added to a collection. */
	collection(field: Field): ParameterReader {
		const added = new Map(Object.entries(this.object(field)));
		return new ParameterReader({
			valueOf: ({ name }) => (added.has(name) ? (added.get(name) ?? null) : undefined),
		});
	}

	/** The values of a collection by name; none when it is not set. */
	object(field: Field): Record<string, unknown> {
		const value = this.raw(field) ?? {};
		const parsed = objectSchema.safeParse(value);
		if (!parsed.success || Array.isArray(value)) throw invalid(field, 'an object', value);
		return parsed.data;
	}

	private valueOrDefault(field: Field): unknown {
		const value = this.raw(field);
		return value === undefined ? field.default : value;
	}
}

const objectSchema = z.record(z.string(), z.unknown());

/** The parameters of one item. Nothing else in the node asks n8n for them. */
export function parametersOf(
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
	itemIndex: number,
): ParameterReader {
	return new ParameterReader({
		valueOf: ({ name, type, default: fallback }) =>
			context.getNodeParameter(name, itemIndex, fallback, {
				extractValue: type === 'resourceLocator',
			}),
	});
}

function numberWithin(field: Field, value: unknown): number {
	const { minValue = 0, maxValue = Infinity, numberPrecision } = field.typeOptions ?? {};
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	const isWhole = numberPrecision === 0;
	if (
		typeof number === 'number' &&
		(isWhole ? Number.isInteger(number) : Number.isFinite(number))
	) {
		if (number >= minValue && number <= maxValue) return number;
	}
	const range =
		maxValue === Infinity ? `of at least ${minValue}` : `from ${minValue} to ${maxValue}`;
	throw invalid(field, `a ${isWhole ? 'whole ' : ''}number ${range}`, value);
}

function invalid({ displayName }: Field, wanted: string, value: unknown): Problem {
	const kind = Array.isArray(value) ? 'a list' : 'an object';
	const shown = typeof value === 'object' && value !== null ? kind : `"${String(value)}"`;
	return new Problem(
		`${displayName} is not valid`,
		`${displayName} must be ${wanted}, not ${shown}.`,
	);
}
