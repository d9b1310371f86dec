import { isRecord, join } from './opaque';

/** Fields whose values are states, codes or kinds. All others may be personal: only their type is shown. */
const SHOWN =
	/(^|[.\]])(code|errors\[\]|message|modality|operation|output_type|provider|source|status|InputRequirement|TemplateType)$/;
const MOST_VALUES = 8;
const MOST_LINES = 150;

/**
 * The fields of a value with their types, one per line and each once: `templates[].InputNum: number`.
 * @param redact removes secrets from a line
 */
export function shapeOf(value: unknown, redact: (text: string) => string): string[] {
	const types = new Map<string, Set<string>>();
	collect(value, '', types);
	const lines = [...types].map(([path, kinds]) => {
		const all = [...kinds];
		const more = all.length > MOST_VALUES ? ' | …' : '';
		return redact(`${path}: ${all.slice(0, MOST_VALUES).join(' | ')}${more}`);
	});
	const left = lines.length - MOST_LINES;
	return left > 0 ? [...lines.slice(0, MOST_LINES), `… and ${left} more fields`] : lines;
}

function collect(value: unknown, path: string, types: Map<string, Set<string>>): void {
	const at = path === '' ? '(body)' : path;
	const kinds = types.get(at) ?? new Set<string>();
	types.set(at, kinds);
	if (Array.isArray(value)) {
		kinds.add(value.length === 0 ? 'empty list' : 'list');
		for (const entry of value) collect(entry, `${path}[]`, types);
	} else if (isRecord(value)) {
		kinds.add('object');
		for (const [name, field] of Object.entries(value)) collect(field, join(path, name), types);
	} else {
		kinds.add(SHOWN.test(path) ? JSON.stringify(value) : kindOf(value));
	}
}

const FORMS: Array<[string, RegExp]> = [
	['empty text', /^$/],
	['UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
	['http(s) URL', /^https?:\/\//i],
	['text with digits only', /^\d+$/],
	['ISO time', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/],
	['JSON in text', /^\s*[{[]/],
];

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
	if (typeof value !== 'string') return typeof value;
	return FORMS.find(([, form]) => form.test(value))?.[0] ?? 'text';
}
