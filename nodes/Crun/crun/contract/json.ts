import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

/** Any JSON object. Its values are not checked: they come from `JSON.parse`, so they are JSON. */
export const recordSchema = z.record(z.string(), z.custom<Json>());
