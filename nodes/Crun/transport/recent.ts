import { createHash } from 'node:crypto';
import type { Client } from './client';

const KEPT_MS = 5 * 60_000;

/** Answers of Crun that this process keeps for five minutes, each for the credential that it was asked with. */
export class Recent<T> {
	private readonly kept = new Map<string, { since: number; value: T }>();

	get(client: Client, name: string): T | undefined {
		const found = this.kept.get(keyOf(client, name));
		return found && isFresh(found.since) ? found.value : undefined;
	}

	set(client: Client, name: string, value: T): void {
		for (const [key, { since }] of this.kept) if (!isFresh(since)) this.kept.delete(key);
		this.kept.set(keyOf(client, name), { since: Date.now(), value });
	}

	delete(client: Client, name: string): void {
		this.kept.delete(keyOf(client, name));
	}
}

function keyOf({ account: { baseUrl, apiKey } }: Client, name: string): string {
	const owner = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('base64');
	return `${owner} ${name}`;
}

/** An answer from the future, after the clock was moved back, is as good as an old one. */
function isFresh(since: number): boolean {
	const age = Date.now() - since;
	return age >= 0 && age < KEPT_MS;
}
