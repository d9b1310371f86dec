type Task = Record<string, unknown>;

const camelCase = ({ task_id: taskId, ...task }: Task) => ({ ...task, taskId });
const inEnvelope = (data: unknown) => ({ code: 200, message: 'success', data });

/** Forms that the body of a callback may have, other than the documented one. Text is sent as text. */
export const callbackForms = {
	envelope: inEnvelope,
	envelopeWithTextCode: (task: Task) => ({ ...inEnvelope(task), code: '200' }),
	dataOnly: (data: Task) => ({ data }),
	payload: (payload: Task) => ({ event: 'task.finished', payload }),
	list: (task: Task) => [task],
	listInEnvelope: (task: Task) => inEnvelope([task]),
	camelCase,
	camelCaseInEnvelope: (task: Task) => inEnvelope(camelCase(task)),
	text: (task: Task) => JSON.stringify(task),
	textInEnvelope: (task: Task) => inEnvelope(JSON.stringify(task)),
	idOnly: ({ task_id }: Task) => ({ task_id }),
	idOnlyInEnvelope: ({ task_id }: Task) => inEnvelope({ task_id }),
	unknownStatus: (task: Task) => ({ ...task, status: 'completed' }),
	numericStatus: (task: Task) => ({ ...task, status: 2 }),
	upperCaseStatus: (task: Task) => ({ ...task, status: String(task.status).toUpperCase() }),
};
