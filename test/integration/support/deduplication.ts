import {
	deduplicationTable,
	openDeduplicationTable,
	type DeduplicationTable,
} from '../../../dev/n8n-core';

/** Provides n8n's deduplication table to the tests of a file. It is empty before each of them. */
export function useDeduplicationTable(): DeduplicationTable {
	beforeAll(openDeduplicationTable);
	beforeEach(() => deduplicationTable.reset());
	return deduplicationTable;
}
