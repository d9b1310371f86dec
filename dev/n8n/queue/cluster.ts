import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureN8n } from '../install';
import { freePorts } from '../ports';
import { N8nRest } from '../rest';
import type { Execution, ExecutionWithData } from '../schemas';
import type { N8nVersion } from '../versions';
import type { WorkflowJson } from '../workflows';
import { clusterEnv } from './environment';
import { createMembers, type MemberOptions, type Members } from './members';
import { startPostgres, type Postgres } from './postgres';
import { findPrograms } from './programs';
import { startProxy, type Proxy } from './proxy';
import type { QueueProcess } from './queueProcess';
import { startRedis, type Redis } from './redis';

/** How to start a cluster. PostgreSQL and Redis have folders of their own, outside of `userFolder`. */
export type ClusterOptions = MemberOptions;

/** An active workflow with a production webhook. */
export interface CallableWorkflow {
	readonly id: string;
	readonly callUrl: string;
}

/** n8n in queue mode: one main process, two workers, two webhook processes, PostgreSQL, and Redis. */
export interface Cluster extends Members {
	readonly version: N8nVersion;
	/** The URL of the load balancer: the editor, and all webhooks. */
	readonly url: string;
	readonly postgres: Postgres;
	readonly redis: Redis;
	readonly proxy: Proxy;
	/** Logged in as the owner. */
	readonly rest: N8nRest;
	/** Saves a workflow and activates it. @returns its ID */
	importAndActivate(workflow: WorkflowJson): Promise<string>;
	/** Calls a workflow's production webhook, so that a worker runs it. @returns the new execution's ID */
	execute(workflow: CallableWorkflow): Promise<string>;
	/** A workflow's executions, newest first, up to 100. */
	executions(workflowId: string): Promise<Execution[]>;
	/** An execution with the data of its nodes. */
	execution(id: string): Promise<ExecutionWithData>;
	/** Retries a failed execution. Returns when the retry has ended or is waiting. @returns the new execution's ID */
	retry(executionId: string): Promise<string>;
	/** The worker that runs this execution, or has run it. Waits until there is one. */
	workerOf(executionId: string): Promise<QueueProcess>;
	/** Starts a process again, after killing it if it is running. */
	restart(one: QueueProcess): Promise<void>;
	/** Starts every process that is not running, and waits until all of them can use the database and the queue. */
	heal(): Promise<void>;
	/** Stops everything that was started. */
	readonly stop: () => Promise<void>;
}

const STARTED_WITHIN_MS = 30_000;
const CHECK_INTERVAL_MS = 50;

/**
 * Starts a cluster on 127.0.0.1, installing n8n first if necessary, and waits until all of it is ready.
 * @throws Error that says what to install if PostgreSQL or Redis is missing, or with the log of what did not start
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const stops: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const one of stops.splice(0).reverse()) await one();
	};
	try {
		return await start(options, stops, stop);
	} catch (error) {
		await stop();
		throw error;
	}
}

/** @param stops gets a function for everything that is started, in order */
async function start(
	options: ClusterOptions,
	stops: Array<() => Promise<void>>,
	stop: () => Promise<void>,
): Promise<Cluster> {
	const { version, userFolder, log = () => {} } = options;
	const programs = findPrograms();
	const installed = await ensureN8n(version, log, options.signal);
	await mkdir(userFolder, { recursive: true });
	const [proxyPort = 0, postgresPort = 0, redisPort = 0] = await freePorts(3);

	const proxy = await startProxy(proxyPort);
	stops.push(proxy.stop);
	const postgres = await startPostgres(programs, postgresPort, join(userFolder, 'postgres.log'));
	stops.push(postgres.remove);
	const redis = await startRedis(programs, redisPort, join(userFolder, 'redis.log'));
	stops.push(redis.stop);

	const env = { ...clusterEnv(proxy.url), ...postgres.env, ...redis.env, ...options.env };
	const members = await createMembers({ ...options, env }, installed);
	const { main, workers, webhooks } = members;
	const others = [...workers, ...webhooks];
	proxy.serve(
		main.url,
		webhooks.map(({ url }) => url),
	);
	stops.push(async () => void (await Promise.all([main, ...others].map((one) => one.stop()))));
	await main.start(); // it creates the database
	await Promise.all(others.map(async (one) => await one.start()));
	const rest = new N8nRest({ url: proxy.url, version });
	await rest.login();
	return {
		...members,
		...actions(members, rest),
		version,
		url: proxy.url,
		postgres,
		redis,
		proxy,
		rest,
		stop,
	};
}

function actions({ main, workers, webhooks }: Members, rest: N8nRest) {
	const { executions, workflows } = rest;
	return {
		importAndActivate: async (workflow: WorkflowJson): Promise<string> => {
			const { id } = await workflows.create(workflow);
			await workflows.activate(id);
			return id;
		},
		execute: async ({ id, callUrl }: CallableWorkflow): Promise<string> => {
			const before = new Set((await executions.list(id)).map((one) => one.id));
			const response = await fetch(callUrl, { method: 'POST' });
			if (!response.ok)
				throw new Error(`The webhook answered with ${response.status}: ${await response.text()}`);
			return await eventually('the webhook starts an execution', async () => {
				return (await executions.list(id)).find((one) => !before.has(one.id))?.id;
			});
		},
		executions: async (workflowId: string) => await executions.list(workflowId),
		execution: async (id: string) => await executions.get(id),
		retry: async (executionId: string) => await executions.retry(executionId),
		workerOf: async (executionId: string) =>
			await eventually(`a worker starts execution ${executionId}`, () =>
				workers.find((one) => one.hasLogged(`Worker started execution ${executionId} `)),
			),
		restart: async (one: QueueProcess) => {
			await one.kill('SIGKILL');
			await one.start();
		},
		heal: async () => {
			const dead = [main, ...workers, ...webhooks].filter(({ running }) => !running);
			await Promise.all(dead.map(async (one) => await one.start()));
			await Promise.all([main, ...workers, ...webhooks].map(untilReady));
		},
	};
}

/** Waits until a process reports that it can use the database. */
async function untilReady({ name, url }: QueueProcess): Promise<void> {
	await eventually(`the ${name} is ready`, async () => {
		const response = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		return response?.ok || undefined;
	});
}

/** Checks until there is a result, because n8n does not report it. @throws Error after 30 s */
async function eventually<T>(
	what: string,
	check: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	const deadline = Date.now() + STARTED_WITHIN_MS;
	for (;;) {
		const result = await check();
		if (result !== undefined) return result;
		if (Date.now() >= deadline) throw new Error(`Did not happen in time: ${what}`);
		await delay(CHECK_INTERVAL_MS);
	}
}
