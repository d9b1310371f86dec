import type { INodeTypeDescription, TriggerPanelDefinition } from 'n8n-workflow';

/**
 * What n8n's editor says about the Crun Trigger. Its own texts send people to the service to "create an event", but
 * Crun only calls the URL that a task was created with. n8n renders HTML in the help and in the hint, and opens what
 * `data-key` names; everything else is plain text.
 */

const TEST =
	'copy the <b>test URL</b> of this node into <b>Trigger URL</b> of a Crun node (Notify: Crun Trigger), execute this step, and run that node. When its task finishes, Crun calls the test URL, and the task appears in this editor. n8n listens for one callback, and for two minutes at most: for longer tasks, use the production URL.';

/** The input panel of the trigger. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Receive finished Crun tasks',
	executionsHelp: {
		inactive: `<b>While you build your workflow</b>, ${TEST}<br /><br /><b>When your workflow is ready</b>, copy the <b>production URL</b> into <b>Trigger URL</b> instead, and <a data-key="activate">activate</a> this workflow. Every finished task then starts an execution, which appears in the <a data-key="executions">executions list</a>, but not in the editor.`,
		active: `<b>To test changes</b>, ${TEST}<br /><br /><b>Your workflow also runs by itself</b> while it is active: tasks that were created with the <b>production URL</b> start executions, which appear in the <a data-key="executions">executions list</a>, but not in the editor.`,
	},
	activationHint: {
		inactive:
			'For real use, <a data-key="activate">activate</a> this workflow and copy the <b>production URL</b> into the Crun node that creates the tasks.',
		active:
			'This workflow is active: tasks that were created with the <b>production URL</b> start it. See the <a data-key="executions">executions list</a>.',
	},
};

/** Shown at the node on the canvas while it listens, and after activation. */
export const triggerTexts: Pick<
	INodeTypeDescription,
	'eventTriggerDescription' | 'activationMessage'
> = {
	eventTriggerDescription: 'Waiting for a Crun task that was created with the test URL',
	activationMessage:
		'Tasks that a Crun node creates with the production URL of this trigger will now start the workflow.',
};
