const LONGEST = 80;

/**
 * A name for a file, made of a text from outside: letters, digits, `_` and `-`, starting with a letter or digit. It
 * can be neither a path nor a hidden file, and has no extension.
 * @returns at most 80 characters; empty when the text contains no letter or digit
 */
export function cleanFileName(text: string): string {
	return text
		.replace(/[^\w-]+/g, '_')
		.replace(/^[_-]+/, '')
		.slice(0, LONGEST);
}
