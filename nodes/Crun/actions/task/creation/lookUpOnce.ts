import { platforms, type PlatformName, type Template } from '../../../crun/platforms';
import { Problem } from '../../../crun/problem';
import { lookUp } from '../../../transport/catalogue';
import type { Client } from '../../../transport/client';

/**
 * Looks each template up once for all items of this execution, always fresh.
 * @returns the template; null when Crun could not be asked, since a broken catalogue must not stop paid work
 * @throws Problem when Crun has no such template
 */
export function lookUpOnce(
	client: Client,
	platform: PlatformName,
): (id: string) => Promise<Template | null> {
	const asked = new Map<string, ReturnType<typeof lookUp>>();
	return async (id) => {
		const asking = asked.get(id) ?? lookUp(client, platform, id);
		asked.set(id, asking);
		const found = await asking;
		if (found instanceof Problem) return null;
		if (found === 'unknown')
			throw new Problem(
				`Crun has no ${platforms[platform].label} template with the ID "${id}": find one with Template > Get Many, or pick one from the list`,
			);
		return found.template;
	};
}
