/** How often each thing happened that the floor charges for. */
export interface FloorCounts {
  readonly calldataBytes: number;
  readonly accounts: number;
  readonly slotsRead: number;
  readonly slotsSet: number;
  readonly slotsChanged: number;
  readonly slotsCleared: number;
  readonly logs: number;
  readonly precompiles: number;
  readonly transfers: number;
}
