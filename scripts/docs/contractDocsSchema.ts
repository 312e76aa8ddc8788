import { z } from "zod";

const entry = z.object({
  notice: z.string().optional(),
  details: z.string().optional(),
  params: z.record(z.string(), z.string()).default({}),
  returns: z.record(z.string(), z.string()).default({}),
});
const entries = z.record(z.string(), entry).default({});
/** An error may be declared in several places with one signature. */
const lists = z.record(z.string(), z.array(entry)).default({});

const docs = z.object({
  notice: z.string().optional(),
  details: z.string().optional(),
  methods: entries,
  events: entries,
  errors: lists,
});

const parameter = z.object({
  name: z.string(),
  type: z.string(),
  /** The type as the source has it: a struct's, an enumeration's or a user-defined type's name. */
  internalType: z.string().optional(),
  indexed: z.boolean().optional(),
  get components() {
    return z.array(parameter).optional();
  },
});

const item = z.object({
  type: z.string(),
  name: z.string().optional(),
  stateMutability: z.string().optional(),
  inputs: z.array(parameter).default([]),
  outputs: z.array(parameter).default([]),
});

/** What the compiler gives of a contract: its ABI, and its NatSpec for users and for developers. */
export const contractDocsSchema = z.object({ abi: z.array(item), userdoc: docs, devdoc: docs });
