import { join } from "node:path";

/** Where a supernode keeps the labels behind a verdict's `labelsHash`, for whoever asks. */
export function labelsPath(workspace: string, labelsHash: string): string {
  return join(workspace, "labels", `${labelsHash}.json`);
}
