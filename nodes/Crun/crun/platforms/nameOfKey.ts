/** Lower-case hexadecimal and dashes: a generated ID. */
const GENERATED = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A readable name for a key: "Kung Fu By Night" for kung_fu_by_night, "Heart Gesture" for heartGesture.
 * @returns the key itself where it does not consist of words in this way
 */
export function nameOfKey(key: string): string {
	if (!/^[A-Za-z0-9_.-]+$/.test(key) || GENERATED.test(key)) return key;
	const words = key
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.split(/[_ -]/)
		.filter((word) => word !== '');
	if (words.length === 0) return key;
	return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
