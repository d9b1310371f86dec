import type { Quirk } from '../types';
import { recordSchema, renamed } from './change';
import { ofData } from './ofData';

/** Forms of answers that the package does not expect. A first contact with Crun must find each of them. */
export const contactQuirks = {
	/** `12.5 credits` instead of a number. */
	balanceWithUnit: ofData(['balance'], ({ balance }) => ({
		balance: `${String(balance)} credits`,
	})),
	/** `"12.5"` instead of a number. */
	balanceAsText: ofData(['balance'], ({ balance }) => ({ balance: String(balance) })),
	/** A field that nobody knows. */
	balanceWithFrozen: ofData(['balance'], (data) => ({ ...data, frozen_balance: 0 })),
	/** `upload_url` instead of `presigned_url`. */
	uploadUrlRenamed: ofData(['upload-url'], (data) => renamed(data, 'presigned_url', 'upload_url')),
	/** A file without a scheme and a host. */
	fileUrlAsPath: ofData(['upload-url'], (data) => ({ ...data, file_url: '/uploads/file.png' })),
	/** `credits` instead of `estimated_credits`. */
	estimateRenamed: ofData(['EstimateTask'], (data) =>
		renamed(data, 'estimated_credits', 'credits'),
	),
	/** Twice the price in the catalogue. */
	estimateDoubled: ofData(['EstimateTask'], (data) => ({
		...data,
		estimated_credits: 2 * Number(data.estimated_credits),
	})),
	/** `yes` instead of `true`. */
	estimatedAsText: ofData(['estimate-credits'], (data) => ({ ...data, estimated: 'yes' })),
	/** `{field, message}` instead of a text. */
	errorsAsObjects: {
		endpoints: ['TaskInfo'],
		change: ({ errors, ...envelope }) => ({
			...envelope,
			...(Array.isArray(errors) && { errors: [{ field: 'task_id', message: 'Required' }] }),
		}),
	},
	/** `"200"` instead of 200. */
	textCodeOfModels: { endpoints: ['Models'], change: (envelope) => ({ ...envelope, code: '200' }) },
	/** 403 for every refusal. */
	forbidden: {
		endpoints: ['balance'],
		change: (envelope) => (envelope.code === 401 ? { ...envelope, code: 403 } : envelope),
	},
	/** A status that is not documented. */
	statusSucceeded: ofData(['TaskInfo'], (task) => ({
		...task,
		status: task.status === 'success' ? 'succeeded' : task.status,
	})),
	/** `cost` instead of `credits`. */
	costForCredits: ofData(['TaskInfo'], (task) => renamed(task, 'credits', 'cost')),
	/** ISO text instead of Unix seconds. */
	createdAsIso: ofData(['TaskInfo'], (task) => ({
		...task,
		create_at: new Date(Number(task.create_at) * 1000).toISOString(),
	})),
	/** `urls` instead of `media_urls`. */
	urlsForMediaUrls: ofData(['TaskInfo'], (task) => {
		const result = recordSchema.safeParse(task.result);
		return result.success ? { ...task, result: renamed(result.data, 'media_urls', 'urls') } : task;
	}),
} satisfies Record<string, Quirk>;
