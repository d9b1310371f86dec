import { CredentialTestContext } from 'n8n-core';

/** Everything that is logged from now on, one text per call; nothing of it is printed. Ends with `jest.restoreAllMocks()`. */
export function recordLogs(): string[] {
	const lines: string[] = [];
	const { logger } = new CredentialTestContext(); // every context has the same one
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		jest
			.spyOn(logger, level)
			.mockImplementation((...told) => void lines.push(JSON.stringify(told)));
	}
	return lines;
}
