import { positive } from './template';

const COUNT_WORDS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const VAGUE =
	/\b(or|to|at least|at most|up to|more|less|fewer|between|min|max|minimum|maximum|multiple|several|within|exceed(s|ing)?|limit|per|each|every|optional)\b|[-–~+<>≤≥]/i;

/**
 * "Only one image can be uploaded" → 1.
 * @returns null for anything less plain than that: a wrong count would refuse valid input
 */
export function imageCountFromProse(prose: string | null): number | null {
	if (prose === null || VAGUE.test(prose)) return null;
	const counts = prose.toLowerCase().match(/\b(\d+|one|two|three|four|five|six)\b/g) ?? [];
	const [only] = counts;
	if (only === undefined || counts.length > 1) return null;
	// "50 MB", "1080 pixels" and "photos of one person" count something else.
	const countsImages = new RegExp(`\\b${only} (image|photo|picture)s?\\b`, 'i').test(prose);
	return countsImages ? positive(COUNT_WORDS[only] ?? Number(only)) : null;
}
