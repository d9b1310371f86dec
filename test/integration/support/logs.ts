import { CredentialTestContext } from 'n8n-core';

/** Collects everything that is logged, one text per call, without printing it. Ends with `jest.restoreAllMocks()`. */
export function recordLogs(): string[] {
	const lines: string[] = [];
	const { logger } = new CredentialTestContext(); // every context has the same one
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		jest
			.spyOn(logger, level)
			.mockImplementation((...parameters) => void lines.push(JSON.stringify(parameters)));
	}
	return lines;
}
