/** Called while a file is worked through, with the bytes done and the bytes there are. */
export type Progress = (doneBytes: number, totalBytes: number) => void;
