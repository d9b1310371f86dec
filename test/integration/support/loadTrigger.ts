import type { INodeType } from 'n8n-workflow';

/** The trigger as another process of n8n has loaded it, with a memory of its own, which is that of the runtime. */
export async function loadTrigger(): Promise<INodeType> {
	let type: INodeType | undefined;
	await jest.isolateModulesAsync(async () => {
		const { CrunTrigger } = await import('../../../nodes/Crun/CrunTrigger.node');
		const { loadRuntime } = await import('../../../nodes/Crun/loadRuntime');
		type = new CrunTrigger();
		await loadRuntime();
	});
	if (!type) throw new Error('The trigger was not loaded');
	return type;
}
