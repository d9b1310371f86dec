/** What one call was expected to return, and what it returned. */
export interface Finding {
	/** The subject, such as `ByteDance templates`. */
	section: string;
	/** The call among those of its section. */
	name: string;
	/** Method, path, and query; or where the finding comes from, if not from a call. */
	endpoint: string;
	expected: string;
	seen: string;
	/** Empty if all was as expected. */
	differences: string[];
	/** Fields of the response that the package's schemas do not know. They are no difference by themselves. */
	unknownFields: string[];
	/** The fields of the response with their types, one per line. Values only where they are states or codes. */
	shape: string[];
}

export const isDifferent = ({ differences }: Finding): boolean => differences.length > 0;

/** `balance: with the right key` */
export const titleOf = ({ section, name }: Finding): string => `${section}: ${name}`;
