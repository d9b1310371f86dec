import { createRequire } from 'node:module';
import { BinaryDataService } from 'n8n-core';
import { z } from 'zod';

/** The container of n8n-core's services. It must be n8n-core's own copy, because others may be installed, too. */
interface Container {
	get<T>(type: abstract new (...parameters: never[]) => T): T;
}

const isContainer = (value: unknown) =>
	typeof value === 'object' && value !== null && 'get' in value;
export const { Container } = z
	.object({ Container: z.custom<Container>(isContainer) })
	.parse(createRequire(require.resolve('n8n-core'))('@n8n/di'));

/** n8n's own service for binary data. */
export const binaryDataService = (): BinaryDataService => Container.get(BinaryDataService);
