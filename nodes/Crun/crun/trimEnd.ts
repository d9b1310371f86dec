/** The text without this character at its end, however often it stands there; a pattern for that can take very long. */
export function trimEnd(text: string, character: string): string {
	let end = text.length;
	while (text[end - 1] === character) end -= 1;
	return text.slice(0, end);
}
