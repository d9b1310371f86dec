import { Pool } from 'undici';
import type { Sim } from '../simulator/jobs';

/** As many requests at once as this package sends at most. */
const CONNECTIONS = 20;

/** Requests with undici and nothing else, over connections that stay open: the least that the same requests take. */
async function withPool<T>(sim: Sim, work: (pool: Pool) => Promise<T>): Promise<T> {
	const pool = new Pool(sim.url, { connections: CONNECTIONS });
	try {
		return await work(pool);
	} finally {
		await pool.close();
	}
}

/** Posts all bodies. @returns the answers, in the same order */
export const post = async (sim: Sim, path: string, bodies: unknown[]): Promise<unknown[]> =>
	await withPool(
		sim,
		async (pool) =>
			await Promise.all(
				bodies.map(async (content) => {
					const { body } = await pool.request({
						method: 'POST',
						path,
						headers: { 'x-api-key': sim.apiKey, 'content-type': 'application/json' },
						body: JSON.stringify(content),
					});
					return await body.json();
				}),
			),
	);

/** Gets all paths. @returns the answers, in the same order */
export const get = async (sim: Sim, paths: string[]): Promise<unknown[]> =>
	await withPool(
		sim,
		async (pool) =>
			await Promise.all(
				paths.map(async (path) => {
					const headers = { 'x-api-key': sim.apiKey };
					const { body } = await pool.request({ method: 'GET', path, headers });
					return await body.json();
				}),
			),
	);
