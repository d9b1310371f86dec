/** A shorter key is one for tests: others may contain it by chance. Crun's have 35 characters. */
const SHORTEST_SECRET = 8;

/** What stands around a word: white space, quotation marks, brackets, punctuation. Nothing that an ID contains. */
const BEFORE = '[\\s"\'(\\[{<,;]';
const AFTER = '(?:[\\s"\')\\]}>,;]|[.!?:](?:\\s|$))';

const ENTITIES: Record<string, string> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

/**
 * The pattern that finds the API key in a text, also where its characters are escaped for a URL, for JSON or for HTML,
 * up to three times, and where it is encoded as Base64 or hexadecimals.
 *
 * A key of fewer than eight characters is found only as a word among others, so that IDs, URLs and states stay whole.
 */
export function keyPattern(apiKey: string): RegExp {
	if (latest?.apiKey !== apiKey) latest = { apiKey, pattern: buildPattern(apiKey) };
	return latest.pattern;
}

/** Kept for the next answer: building a pattern takes longer than searching all texts of an answer. */
let latest: { apiKey: string; pattern: RegExp } | undefined;

function buildPattern(apiKey: string): RegExp {
	if (apiKey.length < SHORTEST_SECRET) {
		const word = escapePattern(apiKey);
		return new RegExp(
			`(?<=${BEFORE})${word}(?=${AFTER}|$)|(?<=${BEFORE}|^)${word}(?=${AFTER})`,
			'g',
		);
	}
	const bytes = Buffer.from(apiKey);
	const forms = [
		[...apiKey].map(characterPattern).join(''),
		anyCase(bytes.toString('hex')),
		...[0, 1, 2].map((offset) => base64Pattern(bytes, offset)),
	];
	return new RegExp(forms.join('|'), 'g');
}

/** One character, as it is or escaped. Every repetition has a limit, so that no text takes long. */
function characterPattern(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const percent = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${hexOf(byte, 2)}`);
	const units = character.split('').map((unit) => `\\\\{1,8}u${hexOf(unit.charCodeAt(0), 4)}`);
	const entity = ENTITIES[character];
	const numbers = `#(?:0{0,6}${code}|[xX]0{0,6}${anyCase(code.toString(16))})`;
	const names = entity === undefined ? numbers : `(?:${numbers}|${entity})`;
	return `(?:${[
		percent.join(''),
		units.join(''),
		`&(?:amp;){0,3}${names};`,
		`\\\\{0,8}${escapePattern(character)}`, // last: the escaped forms begin with it
	].join('|')})`;
}

/**
 * The characters of a Base64 text that depend on the key alone.
 * @param offset how many bytes the key is away from a multiple of three
 */
function base64Pattern(bytes: Buffer, offset: number): string {
	const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
	const own = text.slice(
		Math.ceil((offset * 8) / 6),
		Math.floor(((offset + bytes.length) * 8) / 6),
	);
	return own.replace(/-/g, '[-+]').replace(/_/g, '[_/]');
}

const hexOf = (value: number, length: number) => anyCase(value.toString(16).padStart(length, '0'));

const anyCase = (hex: string) =>
	hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
