import type { INodeType } from 'n8n-workflow';

/** The trigger as another process of n8n has loaded it, with a memory of its own. */
export function loadTrigger(): INodeType {
	let type: INodeType | undefined;
	jest.isolateModules(() => {
		const { CrunTrigger } = jest.requireActual<{ CrunTrigger: new () => INodeType }>(
			'../../../nodes/Crun/CrunTrigger.node',
		);
		type = new CrunTrigger();
	});
	if (!type) throw new Error('The trigger was not loaded');
	return type;
}
