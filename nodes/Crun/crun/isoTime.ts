/**
 * A time of Crun's as text.
 * @param seconds Unix time
 * @returns ISO 8601; null where there is no time, or one that no date can have
 */
export function isoTime(seconds: number | null | undefined): string | null {
	const date = new Date((seconds ?? NaN) * 1000);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
